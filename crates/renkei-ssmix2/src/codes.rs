//! The codes that the storage layer reports.

renkei_core::codes! {
    ENTRY_NAME_UNREADABLE "entry-name-unreadable" Warning
        "a file's name is not that of a storage entry"
        "ファイル名がストレージのデータファイルの形式ではありません"
        help "names have seven parts between underscores: id, date, data kind, order number, timestamp, department, flag; the file is listed as a stray one"
             "ファイル名は患者ID_診療日_データ種別_オーダNo_発生日時_診療科コード_コンディションフラグの7要素です。対象外ファイルとして一覧に残します"
        clause "SS-MIX2 標準化ストレージ仕様書 ファイル命名規則";
    ENTRY_NAME_ENCODING "entry-name-encoding" Warning
        "a file's or folder's name is not Unicode"
        "ファイル名またはフォルダ名がUnicodeではありません"
        help "archives made on Windows may carry CP932 names: unpack them again with the right character set; the name is shown with replacement characters"
             "Windowsで作成した書庫はCP932の名前を含むことがあります。文字集合を指定して展開し直してください。表示では置換文字を使います"
        clause "SS-MIX2 標準化ストレージ仕様書 ファイル命名規則";
    ENTRY_DEPTH "entry-depth" Warning
        "a file stands at another level than directly below a data kind"
        "ファイルがデータ種別フォルダ直下ではない階層にあります"
        help "the levels are id 1-3, id 4-6, patient id, date, data kind, file; move the file to its place"
             "階層は患者ID先頭3文字・4～6文字・患者ID・診療日・データ種別・ファイルです。正しい位置に移してください"
        clause "SS-MIX2 標準化ストレージ仕様書 ディレクトリ構成";
    ENTRY_ID_MISMATCH "entry-id-mismatch" Error
        "the patient id in the name is not that of the folder"
        "ファイル名の患者IDがフォルダの患者IDと異なります"
        help "find out whose record it is before reading it: the file may have been filed under another patient"
             "別の患者のフォルダに保存された可能性があります。利用する前にどの患者のデータか確かめてください"
        clause "SS-MIX2 標準化ストレージ仕様書 ファイル命名規則";
    ENTRY_ID_LENGTH "entry-id-length" Info
        "the patient id has {count} characters; 6 to 15 are expected"
        "患者IDが{count}文字です(6～15文字を想定)"
        help "ids are stored with the fixed width that the hospital uses, leading zeros kept"
             "患者IDは施設で運用する固定桁(前ゼロを含む)で格納します"
        clause "SS-MIX2 標準化ストレージ仕様書 ディレクトリ構成; インデックスデータベース PatientID";
    ENTRY_LEVEL_MISMATCH "entry-level-mismatch" Warning
        "the first two levels are not characters 1 to 3 and 4 to 6 of the patient id"
        "第1・第2階層が患者IDの先頭3文字・4～6文字と一致しません"
        help "the id was taken from the third level and the file's name; programs that compute the path won't find the file"
             "患者IDは第3階層とファイル名から読みました。パスを計算するプログラムはこのファイルを見つけられません"
        clause "SS-MIX2 標準化ストレージ仕様書 ディレクトリ構成";
    ENTRY_DATE_MISMATCH "entry-date-mismatch" Warning
        "the date in the name is not that of the folder"
        "ファイル名の診療日がフォルダの診療日と異なります"
        help "both are kept; programs that look in the folder of the name's date won't find the file"
             "両方の値を保持します。ファイル名の診療日から探すプログラムはこのファイルを見つけられません"
        clause "SS-MIX2 標準化ストレージ仕様書 ファイル命名規則";
    ENTRY_DATE_INVALID "entry-date-invalid" Warning
        "the date is neither a day of the calendar as YYYYMMDD nor a hyphen"
        "診療日が実在するYYYYMMDD形式の日付でもハイフンでもありません"
        help "kinds without a date have a hyphen; an order whose date is undecided takes the day of ordering"
             "診療日のないデータ種別はハイフンです。実施日未定のオーダはオーダ発行日とします"
        clause "SS-MIX2 標準化ストレージ仕様書 診療日; Ver.1.2 改定履歴";
    ENTRY_DATE_UNEXPECTED "entry-date-unexpected" Warning
        "{kind} is a kind without a date, and the name has one"
        "{kind}は診療日を持たないデータ種別ですが、ファイル名に日付があります"
        help "ADT-00, ADT-01, ADT-61 and PPR-01 have a hyphen in place of the date"
             "ADT-00・ADT-01・ADT-61・PPR-01の診療日はハイフンです"
        clause "SS-MIX2 標準化ストレージ仕様書 診療日";
    ENTRY_DATE_MISSING "entry-date-missing" Warning
        "{kind} is a kind with a date, and the name has a hyphen"
        "{kind}は診療日を持つデータ種別ですが、ファイル名はハイフンです"
        help "the date comes from a field of the message, ORC-9 for orders"
             "診療日はメッセージの項目(オーダではORC-9)から決まります"
        clause "SS-MIX2 標準化ストレージ仕様書 診療日";
    ENTRY_KIND_MISMATCH "entry-kind-mismatch" Warning
        "the data kind in the name is not that of the folder"
        "ファイル名のデータ種別がフォルダのデータ種別と異なります"
        help "the name was taken at its word; both are kept"
             "ファイル名のデータ種別として読みました。両方の値を保持します"
        clause "SS-MIX2 標準化ストレージ仕様書 ファイル命名規則";
    ENTRY_KIND_UNKNOWN "entry-kind-unknown" Warning
        "the data kind is none of the 26 of the standardized storage"
        "データ種別が標準化ストレージの26種のいずれでもありません"
        help "local kinds belong into the extended storage; the message is read by what MSH-9 says"
             "施設独自のデータ種別は拡張ストレージに置きます。メッセージはMSH-9に従って読みます"
        clause "SS-MIX2 標準化ストレージ仕様書 データ種別一覧";
    ENTRY_KIND_CASE "entry-kind-case" Info
        "the data kind is not written in capitals"
        "データ種別が大文字で書かれていません"
        help "kinds are written in capitals, as in OMP-01; file systems that tell case apart won't find this one"
             "データ種別は OMP-01 のように大文字で書きます。大文字小文字を区別するファイルシステムでは見つかりません"
        clause "SS-MIX2 標準化ストレージ仕様書 データ種別一覧";
    ENTRY_KEY_UNDERSCORE "entry-key-underscore" Warning
        "the order number holds an underscore, which separates the parts of the name"
        "オーダNoに区切り文字のアンダースコアが含まれています"
        help "the name was read from both ends; only ORC-2 goes into the name, 15 digits"
             "ファイル名を両端から読みました。ファイル名に入るのはORC-2(15桁)のみです"
        clause "SS-MIX2 標準化ストレージ仕様書 ファイル命名規則";
    ENTRY_KEY_LENGTH "entry-key-length" Info
        "the order number has {count} characters; 15 are expected"
        "オーダNoが{count}文字です(15桁を想定)"
        help "order numbers are padded with zeros on the left; without one the name has fifteen nines"
             "オーダNoは前ゼロで15桁に揃えます。オーダNoがない場合は9を15個並べます"
        clause "SS-MIX2 標準化ストレージ仕様書 ファイル命名規則 (オーダNo)";
    ENTRY_TIMESTAMP_LENGTH "entry-timestamp-length" Warning
        "the timestamp in the name has {count} digits; 17 are expected"
        "ファイル名の発生日時が{count}桁です(17桁を想定)"
        help "write YYYYMMDDHHMMSSFFF; missing digits are read as zero when versions are put in order"
             "YYYYMMDDHHMMSSFFFで書いてください。版の順序付けでは不足する桁を0とみなします"
        clause "SS-MIX2 標準化ストレージ仕様書 ファイル命名規則 (発生日時)";
    ENTRY_TIMESTAMP_INVALID "entry-timestamp-invalid" Warning
        "the timestamp in the name is not a date and time of day"
        "ファイル名の発生日時が日時として成り立ちません"
        help "hours run from 00 to 23; the text is kept as it stands"
             "時は00～23です。文字列はそのまま保持します"
        clause "SS-MIX2 標準化ストレージ仕様書 ファイル命名規則 (発生日時)";
    ENTRY_DEPARTMENT_MISSING "entry-department-missing" Warning
        "the name has no department"
        "ファイル名に診療科コードがありません"
        help "the sixth part is the department's code, or a hyphen where there is none"
             "6番目の要素は診療科コードです。無い場合はハイフンとします"
        clause "SS-MIX2 標準化ストレージ仕様書 ファイル命名規則 (診療科コード)";
    ENTRY_DEPARTMENT_LENGTH "entry-department-length" Info
        "the department's code has {count} characters; at most 5 are expected"
        "診療科コードが{count}文字です(5文字以内を想定)"
        help "use the unified department code (SS-MIX2 統一診療科コード), of two or three characters"
             "SS-MIX2統一診療科コード(2～3文字)を使ってください"
        clause "SS-MIX2 統一診療科コード表; インデックスデータベース EnterOrgCD";
    ENTRY_FLAG_UNKNOWN "entry-flag-unknown" Warning
        "the condition flag is none of 0, 1 and 2"
        "コンディションフラグが0・1・2のいずれでもありません"
        help "1 is current, 2 superseded, 0 deleted; the file is not taken for the current version"
             "1は有効、2は旧データ、0は削除です。このファイルは有効な最新版とはみなしません"
        clause "SS-MIX2 標準化ストレージ仕様書 ファイル命名規則 (コンディションフラグ)";
    ENTRY_FLAG_MISSING "entry-flag-missing" Warning
        "the name ends without a condition flag"
        "ファイル名の末尾にコンディションフラグがありません"
        help "1 is current, 2 superseded, 0 deleted; the file is not taken for the current version"
             "1は有効、2は旧データ、0は削除です。このファイルは有効な最新版とはみなしません"
        clause "SS-MIX2 標準化ストレージ仕様書 ファイル命名規則 (コンディションフラグ)";
    ENTRY_EXTENSION "entry-extension" Info
        "the name of a file ends with an extension"
        "ファイル名に拡張子が付いています"
        help "files of the standardized storage have no extension; it was put aside"
             "標準化ストレージのファイルに拡張子はありません。拡張子を除いて読みました"
        clause "SS-MIX2 標準化ストレージ仕様書 ファイル命名規則";
    STRAY_FILE "stray-file" Info
        "a file of another program: {reason}"
        "他のプログラムが残したファイルです: {reason}"
        help "it is no part of the storage and was not read; delete it if it is not needed"
             "ストレージの一部ではないため読みません。不要であれば削除してください"
        clause "SS-MIX2 標準化ストレージ仕様書 ディレクトリ構成";
    LINK_NOT_FOLLOWED "link-not-followed" Warning
        "a symbolic link was not followed"
        "シンボリックリンクをたどりませんでした"
        help "links may lead out of the storage; open the folder or file that it points to by its own path"
             "リンクはストレージの外を指すことがあります。リンク先を直接指定してください"
        clause "renkei: nothing outside the given folder is read";
    NOT_A_REGULAR_FILE "not-a-regular-file" Warning
        "a pipe, socket or device stands in the storage"
        "パイプ・ソケット・デバイスがストレージ内にあります"
        help "only regular files are read"
             "通常ファイルのみを読みます"
        clause "renkei: nothing outside the given folder is read";
    DIRECTORY_UNREADABLE "directory-unreadable" Error
        "a folder can't be listed"
        "フォルダを一覧できません"
        help "check the permissions of the folder and that the volume is mounted; nothing below it was read"
             "フォルダの権限とボリュームの接続を確かめてください。このフォルダ以下は読んでいません"
        clause "SS-MIX2 標準化ストレージ仕様書 ディレクトリ構成";
    DIRECTORY_TOO_DEEP "directory-too-deep" Error
        "folders are nested more than {limit} deep"
        "フォルダの階層が{limit}段を超えています"
        help "a storage has five levels of folders; look for a volume that is mounted inside itself"
             "ストレージのフォルダは5階層です。ボリュームの重複マウントがないか確かめてください"
        clause "SS-MIX2 標準化ストレージ仕様書 ディレクトリ構成";
}

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn names_are_unique_and_braces_agree_in_both_languages() {
        for (n, code) in ALL.iter().enumerate() {
            assert!(ALL[..n].iter().all(|c| c.name != code.name), "{}", code.name);
            let braces = |t: &str| t.split('{').skip(1).filter_map(|p| p.split('}').next()).count();
            assert_eq!(braces(code.english), braces(code.japanese), "{}", code.name);
        }
    }
}
