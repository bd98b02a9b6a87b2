//! The rules for documents.

renkei_core::codes! {
    MML_UNCHECKED "mml-unchecked" Info
        "the document is MML, for which there are no rules here: only what reading it shows is reported"
        "MML文書です。MMLの規則はないため、読み込みで判明したことだけを報告します"
        help "convert it to CDA and check what was written, or validate it with the schema of its version"
             "CDAに変換した結果を検査するか、該当する版のスキーマで検証してください"
        clause "MML 2.3; 3.0; 4";
    ELEMENT_MISSING "element-missing" Warning
        "element {element} is missing"
        "要素{element}がありません"
        help "the schema requires it; a value that is not known is written with nullFlavor"
             "スキーマ上必須です。値が不明の場合は nullFlavor を付けて記述します"
        clause "CDA R2 (POCD_MT000040); HL7J-CDA-007 3.2 (nullFlavor)";
    ELEMENT_REPEATED "element-repeated" Warning
        "element {element} stands more than once"
        "要素{element}が2回以上現れます"
        help "the schema allows one; what a reader does with the others is its own affair"
             "スキーマでは1回のみです。2つ目以降の扱いは受信側によって異なります"
        clause "CDA R2 (POCD_MT000040)";
    ELEMENT_ORDER "element-order" Warning
        "element {element} stands after elements that it should precede"
        "要素{element}の順序が正しくありません"
        help "the schema is a sequence: readers that validate refuse another order"
             "スキーマは順序を定めています。検証する受信側では拒否されます"
        clause "CDA R2 (POCD_MT000040)";
    ELEMENT_UNEXPECTED "element-unexpected" Warning
        "an element that has no place here"
        "この位置には置けない要素です"
        help "extensions belong into a namespace of their own"
             "拡張要素は独自の名前空間で記述してください"
        clause "CDA R2 1.4 (extensibility)";
    ELEMENT_EMPTY "element-empty" Warning
        "an element that should hold one of several holds none"
        "内容のいずれか1つが必要な要素が空です"
        help "an entry holds one statement, the body sections or a file"
             "entry には記載内容が1つ、component には本体が必要です"
        clause "CDA R2 4.3.6; 4.2.1.10";
    ATTRIBUTE_MISSING "attribute-missing" Warning
        "attribute {attribute} is missing"
        "属性{attribute}がありません"
        help "without it nobody knows whether something was done, ordered or planned"
             "この属性がないと、実施・依頼・予定の区別ができません"
        clause "CDA R2 (POCD_MT000040)";
    ATTRIBUTE_VALUE "attribute-value" Warning
        "attribute {attribute} has a value that the schema does not know"
        "属性{attribute}の値がスキーマにありません"
        help "the schema lists the values"
             "値はスキーマに列挙されています"
        clause "CDA R2 (POCD_MT000040, vocabulary)";
    RECIPIENT_MISSING "recipient-missing" Warning
        "the referral says not to whom it goes"
        "紹介先（informationRecipient）がありません"
        help "write the receiving hospital; a doctor need not be named"
             "紹介先医療機関を記述してください。医師名は省略できます"
        clause "HL7J-CDA-005; 診療情報提供書 別紙様式11 (紹介先)";
    TEMPLATE_MISSING "template-missing" Info
        "the referral claims no template"
        "templateIdがありません"
        help "documents of HS008 have 2.16.840.1.113883.2.2.3.6.100"
             "HS008の文書は 2.16.840.1.113883.2.2.3.6.100 を記述します"
        clause "HL7J-CDA-005 (templateId)";
    VERSION_INCOMPLETE "version-incomplete" Info
        "of setId and versionNumber one is missing"
        "setIdとversionNumberの一方がありません"
        help "together they tell which document is the newer one"
             "両方がそろうと、版の新旧を判断できます"
        clause "CDA R2 4.2.1.7, 4.2.1.8";
    BIRTH_AFTER_DOCUMENT "birth-after-document" Error
        "the patient is born after the document was written"
        "生年月日が文書の作成日より後です"
        help "both are kept as sent; ask the sender which is right"
             "どちらも送られたまま保持します。送信元に確認してください"
        clause "CDA R2 4.2.2.11 (birthTime)";
    INTERVAL_REVERSED "interval-reversed" Warning
        "a time ends before it begins"
        "期間の終了が開始より前です"
        help "both are kept as sent; ask the sender which is right"
             "どちらも送られたまま保持します。送信元に確認してください"
        clause "CDA R2 data types (IVL_TS)";
    SECTION_REQUIRED "section-required" Warning
        "the document has no section on {section}"
        "セクション「{title}」がありません"
        help "write the section; where there is nothing to say its text says so (特記事項なし)"
             "記載する内容がない場合も、その旨（特記事項なし等）をセクションに記述します"
        clause "HL7J-CDA-005; HL7J-CDA-007; 診療情報提供書 別紙様式11";
    SECTION_USUAL "section-usual" Info
        "documents of this kind usually have a section on {section}"
        "この種類の文書には通常、セクション「{title}」があります"
        help "the paper form has a column for it, or the counterpart in FHIR demands it"
             "様式の欄、または対応するFHIR記述仕様で必須とされる項目です"
        clause "診療情報提供書 別紙様式11; HL7 FHIR 診療情報提供書・退院時サマリー記述仕様";
    SECTION_WITHOUT_TEXT "section-without-text" Warning
        "the section has no text"
        "セクションに本文（text）がありません"
        help "the text is what binds; entries alone are shown by no reader"
             "本文が法的に有効な内容です。記載内容（entry）のみでは表示されません"
        clause "CDA R2 4.3.4.2 (section/text)";
    NARRATIVE_ELEMENT "narrative-element" Warning
        "the text has an element that texts of sections can't have"
        "本文で使用できない要素です"
        help "the text is not HTML: paragraphs are paragraph, lines br, links linkHtml"
             "本文はHTMLではありません。段落は paragraph、改行は br、リンクは linkHtml で記述します"
        clause "CDA R2 4.3.5 (narrative block)";
    REFERENCE_UNRESOLVED "reference-unresolved" Warning
        "a reference into the document leads nowhere"
        "文書内の参照先（ID）がありません"
        help "the ID that it names is not in the document"
             "参照しているIDが文書内にありません"
        clause "CDA R2 4.3.5.1 (content); XML 1.0 3.3.1 (IDREF)";
    LINK_UNSAFE "link-unsafe" Warning
        "a link leads out of the folder of the document"
        "リンク先が文書のフォルダーの外です"
        help "files belong beside the document, by a relative path; scripts are never followed"
             "ファイルは文書と同じフォルダー以下に相対パスで置きます。スクリプトは実行しません"
        clause "CDA R2 4.3.5.2 (linkHtml); IHE PDI";
    MEDIA_UNRESOLVED "media-unresolved" Warning
        "a picture in the text is not in the document"
        "本文が参照する画像（observationMedia）が文書内にありません"
        help "referencedObject names the ID of an observationMedia or regionOfInterest"
             "referencedObject には observationMedia または regionOfInterest のIDを指定します"
        clause "CDA R2 4.3.5.6 (renderMultiMedia)";
    MEDIA_NOT_SHOWN "media-not-shown" Info
        "an embedded file is shown by no text"
        "埋め込みファイルが本文から参照されていません"
        help "readers show what the text shows; name it by renderMultiMedia"
             "表示されるのは本文の内容です。renderMultiMedia で参照してください"
        clause "CDA R2 4.3.5.6 (renderMultiMedia)";
    MEDIA_TYPE "media-type-missing" Warning
        "an embedded file has no media type"
        "埋め込みファイルにメディアタイプがありません"
        help "write mediaType, as application/pdf or image/jpeg"
             "mediaType（application/pdf、image/jpeg など）を記述してください"
        clause "CDA R2 data types (ED.mediaType)";
    MEDIA_REPRESENTATION "media-representation" Warning
        "embedded data does not say that it is base64"
        "埋め込みデータに representation=\"B64\" がありません"
        help "without it the data are plain text"
             "指定がない場合は平文とみなされます"
        clause "CDA R2 data types (ED.representation)";
    MEDIA_EMPTY "media-empty" Warning
        "an embedded file is empty"
        "埋め込みファイルが空です"
        help "embed the data, or refer to a file beside the document"
             "データを埋め込むか、文書と同じ媒体のファイルを参照してください"
        clause "CDA R2 data types (ED)";
    MEDIA_LARGE "media-large" Warning
        "an embedded file has more than {limit} MiB"
        "埋め込みファイルが{limit} MiBを超えています"
        help "put large files beside the document and refer to them"
             "大きなファイルは文書と同じ媒体に置き、参照してください"
        clause "renkei limits";
    VALUE_UNTYPED "value-untyped" Error
        "the value has no xsi:type"
        "valueにxsi:typeがありません"
        help "without its type a value can't be read: PQ, CD, ST"
             "型（PQ、CD、ST など）がないと値を読めません"
        clause "CDA R2 4.3.6.1.3 (observation/value)";
    OID_FORM "oid-form" Warning
        "{attribute} is neither an object identifier nor a UUID"
        "{attribute}がOIDでもUUIDでもありません"
        help "write digits and dots, without urn:oid:"
             "数字とピリオドのみで記述します（urn:oid: は付けません）"
        clause "CDA R2 data types (UID)";
    CODE_WITHOUT_SYSTEM "code-without-system" Warning
        "a code has no code system"
        "コードにコード体系（codeSystem）がありません"
        help "without its system a code means nothing to another hospital"
             "コード体系がないと他施設では解釈できません"
        clause "CDA R2 data types (CD.codeSystem)";
    CODE_SYSTEM "code-system" Warning
        "the code is of another system than {expected}"
        "コード体系が{expected}ではありません"
        help "the standard takes these codes from this table"
             "規約で使用するコード表が決まっています"
        clause "HL7J-CDA-005; HL7J-CDA-007; CDA R2 (vocabulary)";
    CODE_UNKNOWN "code-not-in-table" Warning
        "the code is not in its table"
        "コード表にないコードです"
        help "the table is closed"
             "コード表にあるコードのみ使用できます"
        clause "HL7J-CDA-005; HL7J-CDA-007; CDA R2 (vocabulary)";
}
