//! The codes that documents report.

renkei_core::codes! {
    ENCODING_MISDECLARED "encoding-misdeclared" Warning
        "the document is in {found}, but declares {declared}"
        "文書の文字符号化は{found}ですが、宣言は{declared}です"
        help "correct the XML declaration at the sender; the bytes decided"
             "送信側のXML宣言を直してください。実際のバイト列に従って読みました"
        clause "XML 1.0 4.3.3";
    PREFIX_UNDECLARED "prefix-undeclared" Warning
        "{count} names have a prefix that is not declared; they belong to no namespace"
        "宣言されていない接頭辞を持つ名前が{count}個あります。名前空間なしとして扱います"
        help "declare the prefix (xmlns:...) at the root; excerpts of documents often lack it"
             "ルート要素で接頭辞(xmlns:...)を宣言してください。文書の抜粋でよく起こります"
        clause "Namespaces in XML 1.0, 5";
    NOT_CDA "not-cda" Error
        "the document is not CDA: its root is no ClinicalDocument of HL7"
        "CDA文書ではありません。ルート要素がHL7のClinicalDocumentではありません"
        help "all of it is kept as unmapped; MERIT-9 documents in CDA Release 1 are not read"
             "内容はすべて未対応データとして保持します。CDA R1のMERIT-9文書には対応していません"
        clause "CDA R2 4.1";
    MML_WITHOUT_REFERRAL "mml-without-referral" Error
        "the MML document has no referral module"
        "MML文書に紹介状モジュールがありません"
        help "all of it is kept as unmapped; of MML only referrals are read"
             "内容はすべて未対応データとして保持します。MMLは紹介状モジュールのみ対応しています"
        clause "MML 3.0 紹介状モジュール";
    MML_PART_MISSING "mml-part-missing" Warning
        "the referral module has no {part}"
        "紹介状モジュールに{part}がありません"
        help "the specification of MML requires it"
             "MMLの規約上必須の要素です"
        clause "MML 3.0 紹介状モジュール";
    TYPE_UNKNOWN "type-unknown" Warning
        "the type identifier is neither that of CDA R2 nor that of the Japanese schema of 2010"
        "typeIdがCDA R2の値でも2010年の日本版スキーマの値でもありません"
        help "the document is read as CDA R2"
             "CDA R2として読みました"
        clause "CDA R2 4.2.1.1; HS008";
    PART_MISSING "part-missing" Warning
        "the header has no {part}"
        "ヘッダに{part}がありません"
        help "the standard requires it; a value that is not known is written with nullFlavor"
             "規約上必須です。値が不明の場合は nullFlavor を付けて記述します"
        clause "CDA R2 4.2; HL7J-CDA-005; HL7J-CDA-007 3.2 (nullFlavor)";
    SEVERAL_PATIENTS "several-patients" Error
        "the document is about more than one patient; the first was read"
        "複数の患者についての文書です。最初の患者のみ読みました"
        help "the others are kept as unmapped; a referral or summary is about one patient"
             "残りは未対応データとして保持します。診療情報提供書・サマリーの患者は1名です"
        clause "HL7J-CDA-005; HL7J-CDA-007 (recordTarget 1..1)";
    DISCHARGE_BEFORE_ADMISSION "discharge-before-admission" Error
        "the discharge is before the admission"
        "退院日が入院日より前です"
        help "both are kept as sent; ask the sender which is right"
             "どちらも送られたまま保持します。送信元に確認してください"
        clause "HL7J-CDA-007 (encompassingEncounter)";
    STAY_INCOMPLETE "stay-incomplete" Warning
        "the discharge summary has no date of {part}"
        "退院時サマリーに{part}日がありません"
        help "the stay needs its admission and its discharge (encompassingEncounter/effectiveTime)"
             "入院期間(encompassingEncounter/effectiveTime)には入院日と退院日が必要です"
        clause "HL7J-CDA-007 (encompassingEncounter); HS039";
    CODE_AND_TITLE "code-and-title" Warning
        "the title is that of a {kind}, the code is not"
        "標題は{kind}のものですが、文書コードが一致しません"
        help "the title decided; the sender should correct the document code"
             "標題に従いました。送信側の文書コードを確認してください"
        clause "HL7J-CDA-005; HL7J-CDA-007 (code)";
    INVALID_TIME "invalid-time" Warning
        "not a date or time: {problem}"
        "日付・時刻として読めません: {problem}"
        help "the text is kept as sent; the sender should write YYYY[MM[DD[HHMM[SS]]]][+ZZZZ]"
             "値は送られたまま保持します。送信側は YYYY[MM[DD[HHMM[SS]]]][+ZZZZ] の形で書く必要があります"
        clause "CDA R2 data types (TS)";
    VALUE_IN_TEXT "value-in-text" Warning
        "a value stands between the tags instead of in the attribute"
        "値が属性ではなく要素の内容に書かれています"
        help "it was read; the sender should write it into the attribute value"
             "値は読みました。送信側は value 属性に書く必要があります"
        clause "CDA R2 data types (TS)";
    TYPE_NOT_READ "type-not-read" Info
        "a value is of a type that is not read"
        "対応していないデータ型の値です"
        help "it is kept as unmapped"
             "未対応データとして保持します"
        clause "CDA R2 data types (ANY)";
    SECTION_FOUND "section-found" Info
        "the section is {section}, by its {by}"
        "セクションの種類を{by}から判断しました({section})"
        help "template comes before code, and code before title; what a site knows better it can say with section rules"
             "テンプレート、コード、標題の順に判断します。施設固有の対応は規則として指定できます"
        clause "HL7J-CDA-005; HL7J-CDA-007 3";
    SECTION_UNKNOWN "section-unknown" Info
        "the section is of no known kind; it is kept with its text and entries"
        "セクションの種類が不明です。本文と記載内容はそのまま保持します"
        help "give a rule for its template, code or title"
             "テンプレート、コードまたは標題の規則を指定できます"
        clause "HL7J-CDA-005; HL7J-CDA-007 3";
    TEMPLATE_UNKNOWN "template-unknown" Info
        "the section claims a template that is not known; nothing is guessed from it"
        "セクションのテンプレートが未知のものです。推測はしません"
        help "templates of other realms (C-CDA) are listed in the section and not followed"
             "他国のテンプレート(C-CDA等)は記録するのみで、その規則には従いません"
        clause "CDA R2 4.1.1 (templateId)";
    SECTION_WITHOUT_CODE "section-without-code" Info
        "the section has no code"
        "セクションにコードがありません"
        help "the title is all there is to go by"
             "標題のみを手がかりに判断しました"
        clause "HL7J-CDA-005; HL7J-CDA-007 3";
    SECTION_WITHOUT_TITLE "section-without-title" Warning
        "the section has a code but no title"
        "セクションにコードはありますが標題がありません"
        help "readers show sections by their titles"
             "表示にはセクションの標題が必要です"
        clause "HL7J-CDA-007 4 (section/title)";
    NESTED_TOO_DEEP "nested-too-deep" Warning
        "{what} are nested too deeply; the inner ones are kept as unmapped"
        "入れ子が深すぎます({what})。内側は未対応データとして保持します"
        help "real documents need a few levels"
             "実際の文書の入れ子は数段です"
        clause "CDA R2 4.3";
    ID_TWICE "id-twice" Warning
        "an ID stands twice in the document; the first counts"
        "同じIDが文書内に2回現れます。最初のものを使います"
        help "references from entries to the text may mean the wrong place"
             "記載内容から本文への参照が誤った箇所を指す可能性があります"
        clause "XML 1.0 3.3.1 (ID); CDA R2 4.3.5";
    REFERENCE_OUTSIDE "reference-outside" Warning
        "a reference leads out of the folder of the document, or to a network; it is never followed"
        "参照先が文書のフォルダーの外、またはネットワーク上です。参照は行いません"
        help "files belong beside the document on the same medium, by a relative path"
             "参照ファイルは同じ媒体の文書と同じフォルダー以下に相対パスで置きます"
        clause "CDA R2 4.3.6 (reference); IHE PDI";
    FILE_MISSING "file-missing" Warning
        "a reference leads to a file that is not on the medium"
        "参照先のファイルが媒体にありません"
        help "the path is relative to the folder of the document; letter case does not matter"
             "パスは文書のフォルダーからの相対パスです。大文字・小文字は区別しません"
        clause "CDA R2 4.3.6 (reference); IHE PDI";
    FILE_CASE "file-case" Info
        "a reference spells a file's name in other letters than the medium does"
        "参照のファイル名と媒体のファイル名で大文字・小文字などが異なります"
        help "it was found; media by ISO 9660 have capitals and version numbers"
             "ファイルは見つかりました。ISO 9660の媒体では大文字やバージョン番号になります"
        clause "ISO 9660; IHE PDI";
    FILE_KIND "file-kind" Warning
        "a file is not of the kind that the document says"
        "ファイルの種類が文書の記載と異なります"
        help "its first bytes tell another format than the media type"
             "先頭のバイト列がmediaTypeと異なる形式です"
        clause "CDA R2 data types (ED)";
    STUDY_UNKNOWN "study-unknown" Info
        "images are named by their identifier alone, and no DICOMDIR of the medium knows it"
        "画像が識別子のみで参照されていますが、媒体のDICOMDIRにありません"
        help "the images are in the archive of the sender, or were left off the medium"
             "画像は送信元のPACSにあるか、媒体に含まれていません"
        clause "IHE PDI; DICOM PS3.10";
    LINK_ON_MEDIUM "link-on-medium" Warning
        "{count} links or other special entries of the folder are not followed"
        "フォルダー内のリンクなど特殊な項目{count}個は参照しません"
        help "copy the files themselves onto the medium"
             "リンクではなくファイル自体を媒体に置いてください"
        clause "IHE PDI";
    MEDIUM_LIMIT "medium-limit" Warning
        "more than the limits allow; {count} entries of the folder, or references beyond that number, are not looked at"
        "上限を超えています。フォルダーの項目{count}個、またはその個数を超える参照は調べません"
        help "raise the limit to look at all"
             "すべて調べるには上限を上げてください"
        clause "IHE PDI";
    NOT_BASE64 "not-base64" Warning
        "embedded data is not base64"
        "埋め込みデータがbase64ではありません"
        help "the text is kept as sent"
             "値は送られたまま保持します"
        clause "CDA R2 data types (ED); RFC 4648";
    SIGNED "document-signed" Info
        "the document is signed; the signature was not verified, and what is converted is not signed"
        "電子署名があります。署名は検証しておらず、変換結果は署名されていません"
        help "keep the original file: its bytes are what was signed"
             "署名の対象は元のファイルのバイト列です。元のファイルを保存してください"
        clause "JAHIS ヘルスケアPKIを利用した医療文書に対する電子署名規格";
    NARRATIVE_GENERATED "narrative-generated" Info
        "a section had no text; it was made from its entries"
        "本文のないセクションに、記載内容から本文を生成しました"
        help "the text is what binds: have somebody read it before it is sent"
             "本文が法的に有効な内容です。送付前に内容を確認してください"
        clause "CDA R2 4.3.5";
    NOT_WRITTEN "not-written" Warning
        "a value of the model has no place in the document, or reads otherwise from it"
        "モデルの値に、文書に書く場所がないか、書くと別の値として読まれます"
        help "it is not in the document; keep the source"
             "文書には含まれません。元のデータを保存してください"
        clause "CDA R2; HL7J-CDA-005; HL7J-CDA-007";
    DEFAULT_ADDED "default-added" Info
        "the document has a value that the model did not give"
        "モデルにない値を既定値として書き出しました"
        help "set the value in the model to choose another"
             "別の値にするにはモデル側で指定してください"
        clause "CDA R2; HL7J-CDA-005; HL7J-CDA-007";
    ENCODING_DECLARED "encoding-declared" Info
        "the XML declaration was changed to name the encoding of the target"
        "出力の文字符号化に合わせてXML宣言を書き換えました"
        help "nothing to do: a document must declare what it is written in"
             "対応は不要です。文書は使用する文字符号化を宣言する必要があります"
        clause "XML 1.0 4.3.3";
    CHARACTER_REFERENCE "character-reference" Info
        "characters that the encoding of the target lacks were written as references"
        "出力の文字符号化にない文字を文字参照で書きました"
        help "nothing to do: the document reads the same"
             "対応は不要です。読み込んだ結果は同じです"
        clause "XML 1.0 4.1";
    COMMENT_RESPELLED "comment-respelled" Warning
        "a comment has characters that the encoding of the target lacks; they were spelled like references"
        "コメントに出力の文字符号化にない文字があり、文字参照の形で書きました"
        help "comments hold no references, and a reader shows them as they are spelled; write UTF-8 to keep them"
             "コメント内では文字参照は解釈されません。保持するにはUTF-8で出力してください"
        clause "XML 1.0 2.5";
    DRAFT_ONLY "draft-only" Info
        "the document is a draft: {part} is for a doctor to write"
        "文書は下書きです。{part}は医師が記入してください"
        help "purpose, course and plan are never made up from orders and results"
             "紹介目的、経過、方針は、オーダや検査結果から自動生成しません"
        clause "HL7J-CDA-005; HL7J-CDA-007; 診療情報提供書 別紙様式11";
}
