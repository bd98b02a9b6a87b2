//! Pages under `docs/` that are made from the code; `RENKEI_UPDATE=1` writes them anew.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests say what they expect")]

use std::fmt::Write as _;
use std::path::Path;

use renkei::explain::coverage;
use renkei::jahis::{datatype, message, segment, table};
use renkei::ssmix2::DataKind;

fn check(page: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(page);
    if std::env::var_os("RENKEI_UPDATE").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == text, "docs/{page} is out of date: run with RENKEI_UPDATE=1");
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

#[test]
fn the_page_of_diagnostics_is_current() {
    let mut out = String::from(
        "# Diagnostics\n\nEvery code that renkei reports, from the tables in the code. A code is stable; its words may be improved. What stands \
         in braces varies, and is a number, a byte or a word of ours, never a text from the input.\n",
    );
    let mut names = Vec::new();
    for (title, _, table) in renkei::codes::TABLES {
        write!(out, "\n## {title}\n").unwrap();
        for code in *table {
            names.push(code.name);
            write!(
                out,
                "\n### `{}` ({})\n\n{}. {}。\n\nWhat to do: {}. {}。\n\nFrom: {}.\n",
                code.name,
                code.severity.name(),
                code.english,
                code.japanese,
                code.help,
                code.help_japanese,
                code.clause
            )
            .unwrap();
        }
    }
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count, "two codes have one name");
    check("diagnostics.md", &out);
}

#[test]
fn the_page_of_formats_is_current() {
    let mut out = String::from(
        "# Formats\n\nWhat is read and written, from the tables in the code. Every other HL7 v2 message is read as well: header, patient and visit \
         into the model, all else into the list of unmapped values, and it is written back as it was.\n\n## Messages\n\n\
         | structure | message | data kinds | title | from |\n| --- | --- | --- | --- | --- |\n",
    );
    for def in message::ALL.iter().filter(|def| !def.name.is_empty()) {
        for kind in def.types {
            let event = if kind.event.is_empty() { String::new() } else { format!("^{}", kind.event) };
            writeln!(
                out,
                "| {} | {}{event} | {} | {} ({}) | {} |",
                def.name,
                kind.code,
                kind.kinds.join(", "),
                def.japanese,
                def.english,
                cell(def.clause)
            )
            .unwrap();
        }
    }
    out.push_str(
        "\nEach is decoded, encoded afresh, updated in place and traced by the same function.\n\n## Data kinds\n\n\
         What SS-MIX2 files. The fields are those of every segment that the structure has a place for, as far as it has a table; the segments \
         without one are kept as unmapped.\n\n\
         | data kind | title | message | read | write | update | check | fields mapped of fields defined | segments without a table |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    let coverage = coverage();
    for kind in DataKind::ALL.iter().flat_map(|kind| kind.message_kinds()) {
        let def = message::ALL.iter().find(|def| def.types.iter().any(|t| t.is(kind.code, kind.event)));
        let name = kind.data_kind.as_str();
        let known =
            def.and_then(|def| coverage.iter().find(|c| c.name == name && c.message.name == def.name));
        let yes = if known.is_some() { "yes" } else { "no" };
        // A profile can be held against a kind when it has rules of it.
        let rules = renkei::jahis::profile::SSMIX2_1_2H.kind(name);
        let checked =
            if rules.is_some_and(|rules| rules.def.segments().next().is_some()) { "yes" } else { "no" };
        let (fields, without) = known.map_or_else(Default::default, |c| {
            let without: Vec<String> = c.without_table.iter().map(ToString::to_string).collect();
            (format!("{} of {}", c.mapped, c.defined), without.join(", "))
        });
        writeln!(
            out,
            "| {name} | {} ({}) | {}^{}^{} | {yes} | {yes} | {yes} | {checked} | {fields} | {without} |",
            kind.japanese, kind.english, kind.code, kind.event, kind.structure
        )
        .unwrap();
    }
    out.push_str(
        "\n## Segments\n\n\
         Fields that have a row in the table of their segment, all of which are mapped; a field beyond the table is kept as unmapped.\n\n\
         | segment | title | fields |\n| --- | --- | --- |\n",
    );
    for def in segment::ALL {
        writeln!(out, "| {} | {} ({}) | {} |", def.id, def.japanese, cell(def.english), def.fields.len())
            .unwrap();
    }
    let components: usize = datatype::ALL.iter().map(|def| def.components.len()).sum();
    writeln!(
        out,
        "\n## Data types\n\n{} data types with {components} components; `renkei explain XPN` shows one.\n\n\
         ## Code tables\n\nSmall tables in full; a value outside a closed one is wrong. Masters that are kept up to date elsewhere \
         (JLAC10, HOT, MEDIS, ICD-10, JANIS, JJ1017) are not among them.\n\n\
         | table | title | codes | closed |\n| --- | --- | --- | --- |",
        datatype::ALL.len()
    )
    .unwrap();
    for table in table::ALL {
        let closed = if table.closed { "yes" } else { "" };
        let (japanese, english) = (table.japanese, table.english);
        writeln!(out, "| {} | {japanese} ({english}) | {} | {closed} |", table.id, table.rows.len()).unwrap();
    }
    out.push_str(
        "\n## Character sets\n\n| name | reads | writes |\n| --- | --- | --- |\n\
         | ASCII | yes | yes |\n\
         | ISO-2022-JP | JIS X 0208 (1978, 1983, 1990), JIS X 0201 Roman and katakana, JIS X 0212, NEC and IBM rows, SO and SI, long forms; of JIS X 0213 what JIS X 0208 has | ASCII and JIS X 0208; others on request |\n\
         | Shift_JIS (CP932) | with NEC and IBM rows and the user area | the same |\n\
         | EUC-JP | with JIS X 0212 | JIS X 0208; JIS X 0212 on request |\n\
         | UTF-8 | yes | yes |\n\
         | UTF-16 | in documents; in messages recognised, not read | in documents |\n",
    );
    out.push_str(
        "\n## Documents\n\nCDA R2: 診療情報提供書 (HS008), 患者診療情報提供書 (HS007), 退院時サマリー (HS032), read into the model with every byte accounted for, and \
         written from it. A section is known by its template, its code (LOINC, or that of the ministry's prescriptions) or its caption; any other is kept with its text and \
         entries.\n\n| section | caption | codes | other captions |\n| --- | --- | --- | --- |\n",
    );
    for def in renkei::cda::SECTIONS {
        let others = def.others.iter().map(|(_, code)| *code);
        let codes: Vec<&str> = def.codes.iter().copied().chain(others).collect();
        let (kind, codes, titles) = (def.kind, codes.join(", "), def.titles.join(", "));
        writeln!(out, "| `{kind}` ({}) | {} | {codes} | {titles} |", def.name, def.title).unwrap();
    }
    out.push_str(
        "\nMML: the referral module (紹介状モジュール) of 2.3, 3.0 and 4 is read into the same model, and written as CDA.\n\n\
         ## Files beside documents\n\n\
         What a document in a folder refers to (a link in its text, `externalDocument`, `observationMedia`, `extRef`, a stylesheet) is looked for in that folder, and nowhere \
         else: in the folder that was given, of a storage in the content folder. Its line then has `links`, in the order of the document:\n\n\
         ```json\n{\"form\":\"external_document\",\"written\":\"../DOC/ECG0408.PDF\",\"media_type\":\"application/pdf\",\"target\":\"file\",\"path\":\"DOC/ECG0408.PDF\",\"kind\":\"pdf\",\"size\":125}\n```\n\n\
         | target | leads to | also has |\n| --- | --- | --- |\n\
         | `file` | a file of the folder, by its name in any letter case | `path`, `kind` by its first bytes, `size` |\n\
         | `missing` | a file that the folder does not have (`file-missing`) | `path` |\n\
         | `unknown_study` | images named by their study alone, which the DICOMDIR does not list (`study-unknown`) | |\n\
         | `outside` | out of the folder, to a network, or to what is no address (`reference-outside`); never followed | |\n\
         | `contact` | mail or telephone | |\n\n\
         `form` is `link`, `external_document`, `media`, `ext_ref` or `stylesheet`; `path` is relative to the input that was given, as in `source`. A file that is no message or \
         document (PDF, pictures, DICOM) and to which a document refers is no input of its own, and neither are the images that a DICOMDIR lists, `DICOMDIR`, `README.TXT` and \
         `INDEX.HTM`; any other is reported, and counts as not read. Messages are converted where they lie, once.\n",
    );
    check("formats.md", &out);
}
