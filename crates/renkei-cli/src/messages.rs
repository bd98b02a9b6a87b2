//! All words of the command, in English and Japanese. Names in braces are filled in.

use std::fmt::Display;

use renkei::{Language, Severity};

/// A message in both languages.
#[derive(Debug)]
pub(crate) struct Words {
    english: &'static str,
    japanese: &'static str,
}

impl Words {
    /// Returns the words in a language.
    pub(crate) const fn text(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.english,
            Language::Japanese => self.japanese,
        }
    }

    /// Returns the words in a language with the names in braces filled in; `{count|time|times}` is the first word for one, else the second.
    pub(crate) fn fill(&self, language: Language, values: &[(&str, &dyn Display)]) -> String {
        let mut out = String::new();
        let mut rest = self.text(language);
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((name, tail)) = after.split_once('}') else { break };
            let (name, forms) = name.split_once('|').map_or((name, None), |(n, forms)| (n, Some(forms)));
            if let Some((_, value)) = values.iter().find(|(n, _)| *n == name) {
                let value = value.to_string();
                match forms.and_then(|forms| forms.split_once('|')) {
                    Some((one, _)) if value == "1" => out.push_str(one),
                    Some((_, many)) => out.push_str(many),
                    None => out.push_str(&value),
                }
            }
            rest = tail;
        }
        out.push_str(rest);
        out
    }
}

/// Returns the word for a severity.
pub(crate) const fn severity(severity: Severity) -> &'static Words {
    match severity {
        Severity::Info => &INFO,
        Severity::Warning => &WARNING,
        Severity::Error => &ERROR,
    }
}

/// Says how many messages and documents there are, of what there is.
pub(crate) fn counted(all: u64, documents: u64, language: Language) -> String {
    let messages = all.saturating_sub(documents);
    let of = |words: &Words, count: u64| words.fill(language, &[("count", &count)]);
    match (messages, documents) {
        (_, 0) => of(&MESSAGES, messages),
        (0, _) => of(&DOCUMENTS, documents),
        _ => format!("{}{}{}", of(&MESSAGES, messages), AND.text(language), of(&DOCUMENTS, documents)),
    }
}

macro_rules! messages {
    ($($name:ident $english:literal $japanese:literal;)*) => {
        $(pub(crate) static $name: Words = Words { english: $english, japanese: $japanese };)*
        #[cfg(test)]
        static ALL: &[(&str, &Words)] = &[$((stringify!($name), &$name)),*];
    };
}

messages! {
    ABOUT "Japanese clinical exchange formats (HL7 v2.5 by JAHIS, SS-MIX2, CDA) to and from one canonical model"
          "日本の医療情報交換規格（JAHIS準拠HL7 v2.5、SS-MIX2、CDA）を統一モデルに変換します";
    AFTER_HELP "Exit status: 0 done; 1 findings (check), differences (diff), loss under --deny-loss; 2 usage; 3 some inputs could not be read; 4 output could not be written."
               "終了コード: 0 正常終了、1 checkで指摘あり・diffで相違あり・--deny-loss 指定時に欠落あり、2 使い方の誤り、3 読み込めない入力あり、4 出力できず";
    ABOUT_CONVERT "Convert files, folders (also of a medium) and SS-MIX2 storages to the canonical model, or HL7 and CDA to another character set"
                  "ファイル・フォルダー（可搬媒体を含む）・SS-MIX2ストレージを統一モデルへ、またはHL7・CDAを別の文字集合へ変換します";
    ABOUT_CHECK "Hold messages against a profile, documents against the rules of their kind: what is wrong, where, by which rule, how to mend it, and what was not checked"
                "メッセージをプロファイルと、文書をその種別の規則と照合し、指摘・位置・規則・対処と、検査しなかった項目を報告します";
    AFTER_CHECK "Exit status: 0 no finding; 1 warnings or errors were found (remarks do not count); 3 some inputs could not be read. No value from a message is shown."
                "終了コード: 0 指摘なし、1 警告またはエラーあり（情報は数えません）、3 読み込めない入力あり。メッセージの値は表示しません。";
    ABOUT_DUMP "Show messages and documents as they stand: segments, fields, components; elements and attributes"
               "メッセージや文書の構文（セグメント・フィールド・成分、要素・属性）をそのまま表示します";
    ABOUT_GET "Print the decoded text at a path, one line each; control characters are written as \\n, \\r, \\t or \\u{1b}"
              "指定したパスの文字列を復号して1行ずつ出力します（制御文字は \\n, \\r, \\t, \\u{1b} の形）";
    ABOUT_TRACE "Show where every byte of a message or document went: syntax, mapped to which place, or kept unmapped"
                "メッセージ・文書の全バイトの行き先（構文・対応先・未対応）を表示します";
    ABOUT_CHARSET "Show what character set the bytes really are, on what evidence, and what a byte-splitting reader would damage"
                  "実際の文字集合とその根拠、バイト単位で分割する処理系が壊す箇所を表示します";
    ABOUT_EXPLAIN "Explain a segment, field, component, data type, code table, code, data kind, message or diagnostic code"
                  "セグメント・フィールド・成分・データ型・コード表・コード・データ種別・メッセージ・診断コードを説明します";
    ABOUT_GENERATE "Make messages, a stream or a storage about invented patients; the same seed makes the same bytes everywhere"
                   "架空の患者のメッセージ・ストリーム・ストレージを生成します（同じシードなら常に同じバイト列）";
    ABOUT_MUTATE "Put named defects into sound messages, and say what was done where"
                 "正常なメッセージに名前の付いた欠陥を入れ、何をどこに入れたかを報告します";
    AFTER_MUTATE "Exit status: 0 something was spoilt; 1 no defect fits any message; 3 some inputs could not be read."
                 "終了コード: 0 欠陥を入れた、1 どのメッセージにも当てはまる欠陥がない、3 読み込めない入力あり";
    ABOUT_MINIMIZE "Make an input that makes a command fail as small as it can be, with the patient's data masked"
                   "コマンドが失敗する入力を、失敗を保ったまま最小化し、患者の情報を伏せます";
    AFTER_MINIMIZE "The command is run by the shell with a copy of the input, which bears the same name: {} stands for its path, which otherwise comes last. It fails when it ends with the status that it ends with on the input as it is, unless that is 0. Exit status: 0 done; 1 the command does not fail on the input; 3 the input can't be read."
                   "コマンドはシェルで実行され、入力の写し（同じファイル名）のパスが {} に（なければ末尾に）入ります。元の入力と同じ終了コード（0以外）なら失敗とみなします。終了コード: 0 完了、1 元の入力では失敗しない、3 入力を読み込めない";
    ABOUT_COMPLETIONS "Print completions for a shell" "シェル補完スクリプトを出力します";
    ABOUT_MAN "Print the manual page, of a command where one is named" "マニュアルページを出力します（コマンド名を指定できます）";
    HELP_INPUTS "Files, folders or SS-MIX2 storages; - is standard input"
                "ファイル、フォルダー、SS-MIX2ストレージ。- は標準入力";
    HELP_PATH "What to print: PID-5.1, OBX[3]-5, OBX[*]-5; in documents /ClinicalDocument/id/@root, /ClinicalDocument/author[*]/time/@value"
              "出力する位置: PID-5.1、OBX[3]-5、OBX[*]-5、文書では /ClinicalDocument/id/@root、/ClinicalDocument/author[*]/time/@value など";
    HELP_THING "What to explain: PID, PID-5.1, XPN, 0119, JHSP0003, 0119:NW, OMP-01, RDE^O11, invalid-timestamp; allergies, 48765-2, 2.16.840.1.113883.6.1"
               "説明する対象: PID、PID-5.1、XPN、0119、JHSP0003、0119:NW、OMP-01、RDE^O11、invalid-timestamp、allergies、48765-2、2.16.840.1.113883.6.1 など";
    HELP_PROFILE_OUT "Write HL7 afresh, from the model, in this profile; what it has no place for is left out and counts as loss"
                     "HL7をモデルから指定のプロファイルで新規に作成します。プロファイルにない値は出力せず、欠落として数えます";
    HELP_TABLES "A folder of code tables (TSV or CSV) that say what local codes mean; see docs/tables.md"
                "ローカルコードの意味を記したコード表（TSVまたはCSV）のフォルダー（docs/tables.md 参照）";
    HELP_TO "What to convert to" "変換先の形式";
    HELP_FROM "The format of the inputs, where it is not to be detected" "入力の形式（省略時は自動判別）";
    HELP_CHARSET "The character set of the inputs, where it is not to be detected: ISO-2022-JP, Shift_JIS, EUC-JP, UTF-8"
                 "入力の文字集合（省略時は自動判別）: ISO-2022-JP、Shift_JIS、EUC-JP、UTF-8";
    HELP_KIND "The SS-MIX2 data kind of the inputs, as OMP-01; otherwise from the file's name, or the message"
              "SS-MIX2データ種別（OMP-01など）。省略時はファイル名かメッセージから判断";
    HELP_PROFILE "What to hold messages against; without a version the newest"
                 "照合するプロファイル。版を省略すると最新版";
    HELP_SEVERITY "List only findings of this severity or worse; all are counted"
                  "一覧に表示する最低の重要度（集計には全件を含みます）";
    HELP_CHARSET_OUT "The character set of HL7 or CDA output, in which nothing else changes; without it every byte stays as it is"
                     "HL7・CDA出力の文字集合（ほかは変更しません）。省略時はバイト列を変更しません";
    HELP_BREAK_SIGNATURES "Write signed documents in another character set too, though their signatures may not hold then; they are refused otherwise"
                          "電子署名のある文書も別の文字集合で出力します（署名が無効になるおそれがあります）。省略時は拒否します";
    HEADING_DRAFT "Drafts of documents" "文書の下書き";
    HELP_DOCUMENT "Put together the draft of a document from all messages about a patient; with --to cda"
                  "患者の全メッセージから文書の下書きを作成します（--to cda と併用）";
    HELP_PATIENT "The patient's id as it is stored; may be left out where there is one patient"
                 "患者ID（保存されている表記）。患者が1名の場合は省略可";
    HELP_AT "The time of writing, as 20240415: it decides which medication is current; now, where it is left out"
            "作成日時（20240415 など）。この時点で有効な処方を記載します。省略時は現在";
    HELP_PURPOSE "The purpose of the referral, which no message says" "紹介目的（メッセージからは得られません）";
    HELP_AUTHOR "Who writes it, family and given name with a blank between" "記載者の氏名（姓と名の間に空白）";
    HELP_FACILITY "The hospital that writes it" "紹介元の医療機関名";
    HELP_RECIPIENT "The hospital to which it goes" "紹介先の医療機関名";
    HELP_UNMAPPABLE "What becomes of characters that the character set of HL7 output lacks; in documents they become references"
                    "HL7出力の文字集合にない文字の扱い（文書では文字参照になります）";
    HELP_OUTPUT "Write to a file, or for each input into a folder that exists or ends in /; it appears when it is complete"
                "出力先のファイル。既存のフォルダーか / で終わる名前なら入力ごとのファイルに出力（完成後に置き換え）";
    HELP_LEDGER "Write the account of every byte to a file, one JSON object a message or document"
                "全バイトの行き先の記録を、1メッセージ・1文書を1行とするJSONでファイルに出力";
    HELP_DENY_LOSS "Exit with status 1 when anything was dropped or substituted"
                   "欠落や置き換えが1つでもあれば終了コード1で終了";
    HELP_THREADS "How many threads work; 0 is one for each core. The output is the same whatever the number"
                 "スレッド数。0はコア数と同じ。出力は何スレッドでも同じです";
    HELP_FORMAT "How to report" "表示形式";
    HELP_SEED "The number that everything is made from" "生成の元になる数";
    HELP_COUNT "How many messages; with --storage how many files" "メッセージ数。--storage ではファイル数";
    HELP_GENERATE_KIND "Only these, in turn: data kinds (OMP-01), messages (ADT^A08), or documents (cda-referral, cda-patient-data, cda-discharge); may be given several times"
                       "生成する種別を順番に: データ種別（OMP-01）、メッセージ（ADT^A08）、文書（cda-referral 診療情報提供書、cda-patient-data 患者診療情報提供書、cda-discharge 退院時サマリー）。複数指定可";
    HELP_GENERATE_CHARSET "The character set: ISO-2022-JP, Shift_JIS, EUC-JP, UTF-8; documents are in UTF-8 unless this is given"
                          "文字集合: ISO-2022-JP、Shift_JIS、EUC-JP、UTF-8。省略時、文書はUTF-8";
    HELP_LINE_END "What ends a segment" "セグメントの終端";
    HELP_FRAMING "What goes around the messages of a stream" "ストリーム中のメッセージの囲み方";
    HELP_GENERATE_PROFILE "What the messages follow; without a version the newest"
                          "従うプロファイル。版を省略すると最新版";
    HELP_STORAGE "Make a whole SS-MIX2 storage below -o, with the history of each patient; with documents an extended storage, a content folder each"
                 "-o の下に、患者ごとの履歴を持つSS-MIX2ストレージ全体を生成。文書の場合は拡張ストレージ（文書ごとにコンテンツフォルダ）";
    HELP_DEFECT "The defect to put in, or random for one that fits; may be given several times, then the first that fits"
                "入れる欠陥の名前。random なら当てはまるものから選択。複数指定すると最初に当てはまるもの";
    HELP_MUTATE_FORMAT "How to report what was done: as text on standard error, or as JSON on standard output, which needs -o"
                       "報告の形式。textは標準エラー出力、jsonは標準出力（-o が必要）";
    HELP_GENERATE_OUTPUT "Write a stream to a file, or a file for each message into a folder that exists or ends in /"
                         "出力先のファイル。既存のフォルダーか / で終わる名前ならメッセージごとのファイルに出力";
    HELP_OUTPUT_FILE "Write to a file; it appears when it is complete" "出力先のファイル（完成後に置き換え）";
    HELP_LIST "List the defects and end" "欠陥の一覧を表示して終了";
    HELP_FILE "The input; - is standard input" "入力ファイル。- は標準入力";
    HELP_RUN "The command that fails" "失敗するコマンド";
    HELP_ANY_STATUS "Take every status but 0 for the failure, not only the one that the input as it is gives"
                    "元の入力での終了コードに限らず、0以外をすべて失敗とみなします";
    HELP_MAX_RUNS "Stop after so many runs of the command" "コマンドの最大実行回数";
    HELP_MAX_SECONDS "Stop after so many seconds" "最大実行時間（秒）";
    HELP_SHELL "The shell" "シェルの種類";
    HELP_COMMAND "The command" "コマンド名";
    HELP_LANG "The language of messages; otherwise that of the locale" "メッセージの言語。省略時はロケールに従います";
    HELP_COLOR "When to use colour" "色を使う条件";
    HELP_QUIET "Report nothing but failures" "失敗以外は何も報告しません";
    HELP_NO_PROGRESS "Show no progress" "進捗を表示しません";
    HELP_SHOW_VALUES "Show patient ids and characters in messages, which are hidden otherwise"
                     "通常は伏せる患者IDや文字をメッセージに表示します";
    HELP_HELP "Print help" "ヘルプを表示";
    HELP_VERSION "Print the version" "版を表示";

    ERROR "error" "エラー";
    WARNING "warning" "警告";
    INFO "info" "情報";
    USAGE "{why}" "{why}";
    OUTPUT_FAILED "the output can't be written: {error}" "出力できません: {error}";
    FAILED "{path}: {error}" "{path}: {error}";
    FAILED_AT "{path}, byte {offset}: {error}" "{path}、{offset}バイト目: {error}";
    STRAY "{path}: passed over, not a message" "{path}: メッセージではないため読み飛ばしました";
    REST "{path}, byte {offset}: {length} {length|byte|bytes} after the last message {length|belongs|belong} to none"
         "{path}、{offset}バイト目: 最後のメッセージの後の{length}バイトはどのメッセージにも属しません";
    VALUES_SHOWN "patient ids and characters are shown in messages (--show-values)"
                 "メッセージに患者IDや文字を表示します（--show-values）";
    MESSAGES "{count} {count|message|messages}" "メッセージ{count}件";
    DOCUMENTS "{count} {count|document|documents}" "文書{count}件";
    AND ", " "、";
    SUMMARY "{inputs} {inputs|input|inputs}, {records}, {failed} failed" "入力{inputs}件、{records}、失敗{failed}件";
    LINKED "{count} {count|file belongs|files belong} to documents" "文書に属するファイル{count}件";
    REPORTED "{severity}: {code}, {count} {count|time|times}" "{severity}: {code} が{count}件";
    SUPPRESSED "{count} more {count|input failed; it is|inputs failed; they are} not listed" "ほかに{count}件の入力が失敗しました（一覧は省略）";
    LOSS "something was dropped or substituted; see the ledger" "欠落または置き換えがありました。記録（--ledger）を参照してください";
    PROGRESS "{inputs} {inputs|input|inputs}, {records} done, {size} MB" "入力{inputs}件、処理{records}件、{size} MB";
    NOTHING_AT "nothing at {path}" "{path} には何もありません";
    BAD_PATH "{path} is not a path: character {at} should be {expected}"
             "{path} はパスとして読めません（{at}文字目、期待: {expected}）";
    BAD_CHARSET "unknown character set {name}; known are ASCII, ISO-2022-JP, Shift_JIS, EUC-JP, UTF-8"
                "文字集合 {name} は使えません。使えるのは ASCII、ISO-2022-JP、Shift_JIS、EUC-JP、UTF-8 です";
    NEEDS_HL7 "--charset-out needs --to hl7 or cda, --unmappable and --profile need --to hl7"
              "--charset-out は --to hl7 または cda と、--unmappable、--profile は --to hl7 と併用してください";
    NEEDS_CDA "--document needs --to cda, and takes none of --ledger, --deny-loss, --tables, --profile and --unmappable"
              "--document は --to cda と併用し、--ledger、--deny-loss、--tables、--profile、--unmappable とは併用できません";
    NEEDS_CDA_CHARSET "--break-signatures needs --to cda and --charset-out" "--break-signatures は --to cda および --charset-out と併用してください";
    BAD_TIME "{time} is not a time: expected YYYYMMDD[HHMM[SS]][+ZZZZ]"
             "{time} は日時として読めません（YYYYMMDD[HHMM[SS]][+ZZZZ]）";
    NOTE "note: {text}" "注意: {text}";
    DRAFTED "draft made from {count} {count|message|messages}" "メッセージ{count}件から下書きを作成しました";
    NEEDS_CHARSET_OUT "--unmappable needs --charset-out or --profile" "--unmappable は --charset-out または --profile と併用してください";
    UNKNOWN_THING "nothing is called {thing}" "{thing} という名前のものはありません";
    UNKNOWN_THING_NEAR "nothing is called {thing}; is one of these meant: {near}"
                       "{thing} という名前のものはありません。次のどれかではありませんか: {near}";
    NEEDS_MODEL "--tables needs --to ndjson or json" "--tables は --to ndjson または json と併用してください";
    BAD_TABLES "code tables: {error}" "コード表: {error}";
    BAD_GENERATE_KIND "{kind} is neither one of the 26 data kinds nor one of the 36 messages of SS-MIX2, nor a kind of document"
                      "{kind} はSS-MIX2のデータ種別（26種）、メッセージ（36種）、文書の種別のいずれにもありません";
    NOT_JAPANESE "{name} has no Japanese characters" "{name} では日本語の文字を書けません";
    NEEDS_FOLDER "--storage needs -o with a new or empty folder" "--storage は -o に新しいフォルダーか空のフォルダーを指定してください";
    STORAGE_ALONE "--storage takes neither --framing nor kinds of messages: a history has those that it needs" "--storage は --framing やメッセージの --kind と併用できません（履歴に必要な種別が生成されます）";
    DOCUMENTS_ALONE "documents take neither --framing nor messages beside them" "文書は --framing やメッセージの種別と併用できません";
    DOCUMENTS_NEED_FOLDER "several documents need -o with a folder that exists or ends in /" "複数の文書は -o に既存のフォルダーか / で終わる名前を指定してください";
    BAD_DEFECT "no defect is called {name}; mutate --list shows them all"
               "{name} という欠陥はありません。一覧は mutate --list で表示します";
    NEEDS_DEFECT "mutate needs --defect, or --list" "mutate には --defect か --list が必要です";
    NEEDS_INPUT "no input is named" "入力を指定してください";
    NEEDS_OUTPUT "--format json needs -o: standard output can't take both" "--format json には -o が必要です（標準出力は1つだけです）";
    OVER_INPUT "{path} is the input itself; it is not written over" "{path} は入力そのものです。上書きはしません";
    MUTATED "{path}, message {number}: {defect} ({what}), found by {code}" "{path} メッセージ{number}: {defect}（{what}）、検出する規則 {code}";
    MUTATED_AT "{path}, message {number}: {defect} ({what}) at {place}, found by {code}"
               "{path} メッセージ{number}: {defect}（{what}）、位置 {place}、検出する規則 {code}";
    NOTHING_FITS "no defect fits any message" "当てはまる欠陥がありません";
    GENERATED "{what}, {size} bytes" "{what}、{size}バイト";
    OUTPUT_TAKEN "{path} is not written: an earlier input has the same place below the output folder (output-taken); convert them into different folders"
                 "{path} は出力しません。出力フォルダー内の同じ位置を先の入力が使用しています（output-taken）。別々のフォルダーに変換してください";
    DOES_NOT_FAIL "the command does not fail on this input" "この入力ではコマンドは失敗しません";
    MINIMIZED "{before} {before|byte|bytes} made {after} in {runs} {runs|run|runs}" "{before}バイトを{after}バイトに縮小（実行{runs}回）";
    MINIMIZE_LIMIT "the limit was reached; more runs or time may make it smaller" "上限に達しました。実行回数や時間を増やすとさらに縮小できる可能性があります";
    UNMASKED "{count} {count|letter, digit or character|letters, digits or characters} could not be masked: the failure depends on {count|it; look at it|them; look at them} before the file is handed on"
             "{count}文字は失敗に必要なため伏せられませんでした。ファイルを渡す前に確認してください";
    BAD_KIND "{kind} is none of the 26 SS-MIX2 data kinds" "{kind} はSS-MIX2のデータ種別（26種）にありません";
    UNKNOWN_COMMAND "no command {name}" "コマンド {name} はありません";

    CHECK_MESSAGE "{path}, message {number}, data kind {kind}" "{path} メッセージ{number} データ種別{kind}";
    CHECK_DOCUMENT "{path}, document, data kind {kind}" "{path} 文書 データ種別{kind}";
    CHECK_BYTE "(byte {byte})" "({byte}バイト目)";
    CHECK_RULES "Rules:" "規則:";
    CHECK_RULE "  {code} ({severity}, {count})" "  {code}（{severity}、{count}件）";
    CHECK_SUMMARY "{inputs} {inputs|input|inputs}, {checked}{profile}: {errors} {errors|error|errors}, {warnings} {warnings|warning|warnings}, {infos} {infos|remark|remarks}; {deviant} {deviant|deviates|deviate}"
                  "入力{inputs}件、{checked}{profile}: エラー{errors}件、警告{warnings}件、情報{infos}件（うち逸脱のあるもの{deviant}件）";
    CHECK_PROFILE ", profile {profile}" "、プロファイル{profile}";
    CHECK_FAILED "{failed} {failed|input|inputs} could not be read" "読み込めない入力{failed}件";
    CHECK_NOT_CHECKED "Not checked:" "検査していないこと:";
    CHECK_UNCHECKED "  {what} ({count} {count|message|messages})" "  {what}（メッセージ{count}件）";
    CHECK_NEVER_SENSE "whether values make clinical sense" "値の臨床的な妥当性";
    CHECK_NEVER_LINKS "links between messages, and files that they refer to" "メッセージ間の整合性、メッセージが参照する外部ファイル";

    HEAD_MESSAGE "{path}, message {number}: bytes {start}..{end}, {charset}, ends {terminator}"
                 "{path} メッセージ{number}: バイト{start}..{end}、{charset}、終端{terminator}";
    HEAD_DOCUMENT "{path}: bytes 0..{end}, {charset}, {elements} {elements|element|elements}"
                  "{path}: バイト0..{end}、{charset}、要素{elements}件";
    HEAD_TRACE "{path}, message {number}: bytes {start}..{end}, {charset}, data kind {kind}"
               "{path} メッセージ{number}: バイト{start}..{end}、{charset}、データ種別{kind}";
    HEAD_TRACE_DOCUMENT "{path}: bytes {start}..{end}, {charset}, data kind {kind}"
                        "{path}: バイト{start}..{end}、{charset}、データ種別{kind}";
    ABOUT_DIFF "Show what two messages, documents, files or trees say otherwise; spelling and character set make no difference"
               "2つのメッセージ・文書・ファイル・ツリーの意味の違いを表示します（表記や文字集合の違いは無視）";
    HELP_A "The first file or folder; - is standard input" "1つ目のファイルまたはフォルダー。- は標準入力";
    HELP_B "The second file or folder; - is standard input" "2つ目のファイルまたはフォルダー。- は標準入力";
    HELP_IGNORE "A place that is not compared, as MSH-7, OBX[*]-14, NTE[*], /ClinicalDocument/effectiveTime or header.sent_at; may be given several times"
                "比較しない位置: MSH-7、OBX[*]-14、NTE[*]、/ClinicalDocument/effectiveTime、header.sent_at など。複数指定可";
    TWICE_STDIN "only one side can be standard input" "標準入力は片方にだけ指定できます";
    HEAD_DIFF "{a}, message {number}" "{a} メッセージ{number}";
    HEAD_DIFF_TWO "{a} and {b}, message {number}" "{a} と {b} メッセージ{number}";
    HEAD_DIFF_DOCUMENT "{a}, document" "{a} 文書";
    HEAD_DIFF_DOCUMENTS "{a} and {b}, documents" "{a} と {b} 文書";
    CHANGED "changed" "変更";
    REMOVED "removed" "削除";
    ADDED "added" "追加";
    ONLY_FIRST "{path}: only on the first side" "{path}: 1つ目にのみあります";
    ONLY_SECOND "{path}: only on the second side" "{path}: 2つ目にのみあります";
    MESSAGE_ONLY_FIRST "{path}, message {number}: only on the first side" "{path} メッセージ{number}: 1つ目にのみあります";
    MESSAGE_ONLY_SECOND "{path}, message {number}: only on the second side" "{path} メッセージ{number}: 2つ目にのみあります";
    DIFF_TOTAL "compared: {files} {files|file|files}, {compared}; different: {different}, places: {differences}; files only on the first side: {first}, on the second: {second}"
               "{files}ファイル（{compared}）を比較。相違のあるもの{different}件（{differences}箇所）、1つ目のみのファイル{first}件、2つ目のみ{second}件";
    TOTALS "{sum} {sum|byte|bytes}: {syntax} syntax, {mapped} mapped, {unmapped} unmapped, {dropped} dropped"
           "計{sum}バイト: 構文{syntax}、対応{mapped}、未対応{unmapped}、欠落{dropped}";
    CLASS_SYNTAX "syntax" "構文";
    CLASS_MAPPED "mapped" "対応";
    CLASS_UNMAPPED "unmapped" "未対応";
    CLASS_DROPPED "dropped" "欠落";

    CS_IS "read as" "文字集合";
    CS_EVIDENCE "evidence" "根拠";
    CS_DECLARED "MSH-18" "MSH-18";
    CS_XML "XML declaration" "XML宣言";
    CS_AGREES "agrees" "一致";
    CS_DISAGREES "does not agree" "不一致";
    CS_NOTHING "nothing declared" "宣言なし";
    CS_USED "characters" "文字数";
    CS_UNREADABLE "unreadable bytes" "読めないバイト";
    CS_SPLIT "delimiter bytes inside characters" "文字の中にある区切り文字のバイト";
    CS_NO_SPLIT "none: a byte-splitting reader does no damage" "なし（バイト単位で分割しても壊れません）";
    CS_AT "{count} {count|time|times}, first at {paths}" "{count}か所、最初は {paths}";
    EV_BOM "byte order mark" "BOM";
    EV_UTF16 "UTF-16 byte order mark; convert the file first" "UTF-16のBOM（先に変換してください）";
    EV_DESIGNATION "escape sequences" "エスケープシーケンス";
    EV_SHIFT_OUT "katakana between SO and SI" "SO/SIによるカタカナ";
    EV_UTF8 "bytes from 80 on are valid UTF-8" "80以上のバイトがUTF-8として正しい";
    EV_SJIS "bytes from 80 on read better as Shift_JIS" "80以上のバイトがShift_JISとしてより自然";
    EV_EUC "bytes from 80 on read better as EUC-JP" "80以上のバイトがEUC-JPとしてより自然";
    EV_ASCII "nothing but ASCII; the declaration decides" "ASCIIのみ（宣言に従う）";
    EV_DECLARATION "the XML declaration" "XML宣言";
    EV_DEFAULT "nothing declared: UTF-8" "宣言なし（UTF-8）";
    EV_BYTES "the bytes, against the declaration" "宣言と異なる実際のバイト列";
    EV_GIVEN "given by --charset" "--charset による指定";
    CH_ASCII "ASCII" "ASCII";
    CH_ROMAN "JIS X 0201 Roman" "JIS X 0201 ローマ字";
    CH_KATAKANA "half-width katakana" "半角カタカナ";
    CH_JIS_X_0208 "JIS X 0208" "JIS X 0208";
    CH_ROW_13 "NEC row 13 (vendor)" "NEC特殊文字（13区、機種依存）";
    CH_IBM "IBM extension (vendor)" "IBM拡張文字（機種依存）";
    CH_JIS_X_0212 "JIS X 0212" "JIS X 0212 補助漢字";
    CH_USER "user-defined area" "外字領域";
    CH_OTHER "other Unicode" "その他のUnicode文字";

    EX_DATA_TYPE "data type" "データ型";
    EX_LENGTH "length" "長さ";
    EX_USAGE "usage" "使用区分";
    EX_REPETITION "repeats" "繰返し";
    EX_TABLE "table" "コード表";
    EX_STRUCTURE "structure" "構造";
    EX_VALUES "values" "値";
    EX_SEVERITY "severity" "重大度";
    EX_HELP "what to do" "対処";
    EX_EXAMPLE "example" "例";
    EX_PLACE "model" "モデル";
    EX_SAME " " " ";
    EX_CLAUSE "from" "出典";
    EX_REQUIRED "required" "必須";
    EX_REQUIRED_EMPTY "required, may be empty" "必須（空可）";
    EX_OPTIONAL "optional" "任意";
    EX_CONDITIONAL "conditional" "条件付き";
    EX_BACKWARD "for older versions only" "旧版との互換用";
    EX_NOT_USED "not used" "未使用";
    EX_REPEATS "yes" "あり";
    EX_ONCE "no" "なし";
    EX_CLOSED "closed: any other value is wrong" "固定（ほかの値は誤り）";
    EX_OPEN "open: sites use others too" "拡張可（施設独自の値あり）";
    EX_NO_ROWS "(codes not listed)" "（コードの一覧なし）";
    EX_FIELDS "fields" "フィールド";
    EX_COMPONENTS "components" "成分";
    EX_CODES "codes" "コード";
    EX_SEGMENTS "segments" "セグメント";
    EX_MESSAGES "messages" "メッセージ";
    EX_TABLES "tables" "コード表";
    EX_CAPTIONS "captions" "標題";
    EX_OTHERS "see also" "関連";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_name_the_same_values() {
        let names = |text: &'static str| {
            let mut names: Vec<_> =
                text.split('{').skip(1).filter_map(|t| t.split_once('}')).map(|t| t.0).collect();
            names.retain(|name| !name.contains('|'));
            names.sort_unstable();
            names
        };
        for (name, words) in ALL {
            assert_eq!(names(words.english), names(words.japanese), "{name}");
            assert!(!words.english.is_empty() && !words.japanese.is_empty(), "{name}");
        }
    }

    #[test]
    fn names_in_braces_are_filled_in() {
        let summary = |language, inputs: u64, all, documents| {
            let records = counted(all, documents, language);
            SUMMARY.fill(language, &[("inputs", &inputs), ("records", &records), ("failed", &1)])
        };
        for (inputs, all, documents, english, japanese) in [
            (3, 2, 0, "3 inputs, 2 messages, 1 failed", "入力3件、メッセージ2件、失敗1件"),
            (1, 1, 1, "1 input, 1 document, 1 failed", "入力1件、文書1件、失敗1件"),
            (
                3,
                3,
                2,
                "3 inputs, 1 message, 2 documents, 1 failed",
                "入力3件、メッセージ1件、文書2件、失敗1件",
            ),
            (0, 0, 0, "0 inputs, 0 messages, 1 failed", "入力0件、メッセージ0件、失敗1件"),
        ] {
            assert_eq!(summary(Language::English, inputs, all, documents), english);
            assert_eq!(summary(Language::Japanese, inputs, all, documents), japanese);
        }
    }

    #[test]
    fn a_word_that_depends_on_a_number_names_one_that_is_filled_in() {
        for (name, words) in ALL {
            for text in [words.english, words.japanese] {
                for inner in text.split('{').skip(1).filter_map(|t| t.split_once('}')).map(|t| t.0) {
                    let Some((number, forms)) = inner.split_once('|') else { continue };
                    assert!(text.contains(&format!("{{{number}}}")), "{name}");
                    assert_eq!(forms.split('|').count(), 2, "{name}");
                }
            }
        }
    }
}
