//! The folder of a medium: every reference of a document is resolved inside it, and nothing outside is reached.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests say what they expect")]

use std::path::Path;

use renkei_cda::{Document, FileKind, Limits, Medium, MediumLimits, Reference, ReferenceForm, Target};
use renkei_core::Diagnostic;

/// Resolves the references of the first document of a medium.
fn resolve(root: &Path, limits: &MediumLimits) -> (Medium, Vec<Reference>, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let medium = Medium::open(root, limits, &mut found).unwrap();
    let file = medium.documents().next().unwrap().clone();
    let bytes = medium.read(&file).unwrap();
    let document = Document::parse(&bytes, &Limits::default(), &mut found).unwrap();
    let references = medium.resolve(&document, &file.path, &mut found);
    (medium, references, found)
}

#[test]
fn each_reference_leads_into_the_folder_or_nowhere() {
    let root = renkei_fixtures::root().join("cda_medium");
    let (medium, references, found) = resolve(&root, &MediumLimits::default());
    let shown: Vec<(ReferenceForm, String)> = references
        .iter()
        .map(|r| {
            let target = match &r.target {
                Target::File(n) => medium.files()[*n].path.clone(),
                Target::Missing(path) => format!("? {path}"),
                other => format!("{other:?}"),
            };
            (r.form, target)
        })
        .collect();
    use ReferenceForm::{ExternalDocument, Link, Media};
    let expected = [
        (Link, "DOC/ECG0408.PDF"),
        (Link, "IMAGE/XP0408.PNG"),
        (Link, "? DOC/MISSING.PDF"),
        (Link, "Outside"),
        (Link, "Outside"),
        (Link, "Outside"),
        (Link, "Contact"),
        (ExternalDocument, "HL7/20240408.HL7"),
        (ExternalDocument, "DOC/ECG0408.PDF"),
        (ExternalDocument, "DICOMDIR"),
        (ExternalDocument, "UnknownStudy"),
        (Media, "IMAGE/XP0408.PNG"),
    ];
    assert_eq!(shown, expected.map(|(form, target)| (form, target.to_owned())));
    let codes: Vec<_> = found.iter().map(|d| d.code.name).collect();
    let expected = [
        "file-case",
        "file-missing",
        "reference-outside",
        "reference-outside",
        "reference-outside",
        "file-kind",
        "study-unknown",
    ];
    assert_eq!(codes, expected);
    assert!(found.iter().all(|d| d.location.path.is_some()), "each says where");
    let left: Vec<_> = medium.unreferenced(&references).into_iter().map(|f| f.path.as_str()).collect();
    assert_eq!(left, ["IMAGE/SPARE.PNG", "XSL/CDA.XSL"], "the DICOMDIR lists the image");
    let left: Vec<_> = medium.strays(&Limits::default()).into_iter().map(|f| f.path.as_str()).collect();
    assert_eq!(left, ["IMAGE/SPARE.PNG"], "the other document names the stylesheet");
    let shown = format!("{references:?} {found:?}");
    assert!(!shown.contains("passwd") && !shown.contains("noto"), "{shown}");
}

#[test]
fn whatever_an_attacker_writes_leads_nowhere() {
    let root = renkei_fixtures::root().join("cda_medium");
    let medium = Medium::open(&root, &MediumLimits::default(), &mut ()).unwrap();
    let number = medium.position("CDA/SUMMARY.XML").unwrap();
    let bytes = medium.read(&medium.files()[number]).unwrap();
    let mut found: Vec<Diagnostic> = Vec::new();
    let document = Document::parse(&bytes, &Limits::default(), &mut found).unwrap();
    assert!(Medium::concerns(&document));
    let references = medium.resolve(&document, "CDA/SUMMARY.XML", &mut found);
    let inside: Vec<_> = references
        .iter()
        .filter_map(|r| match r.target {
            Target::File(n) => Some((r.form.name(), medium.files()[n].path.as_str())),
            _ => None,
        })
        .collect();
    let expected = [
        ("stylesheet", "XSL/CDA.XSL"),
        ("link", "DOC/ECG0408.PDF"),
        ("external_document", "HL7/20240408.HL7"),
    ];
    assert_eq!(inside, expected);
    assert_eq!(references.iter().filter(|r| r.target == Target::Outside).count(), 11);
    assert_eq!(found.len(), 11);
    assert!(found.iter().all(|d| d.code.name == "reference-outside" && d.location.span.is_some()));
    // What a document says of itself is no reference.
    let alone = b"<ClinicalDocument xmlns='urn:hl7-org:v3'><linkHtml href='#a'/></ClinicalDocument>";
    assert!(!Medium::concerns(&Document::parse(alone, &Limits::default(), &mut ()).unwrap()));
}

#[test]
fn the_files_are_known_by_their_bytes() {
    let root = renkei_fixtures::root().join("cda_medium");
    let medium = Medium::open(&root, &MediumLimits::default(), &mut ()).unwrap();
    let kind = |path: &str| medium.files().iter().find(|f| f.path == path).unwrap().kind;
    assert_eq!(kind("DICOMDIR"), FileKind::Dicom);
    assert_eq!(kind("HL7/20240408.HL7"), FileKind::Hl7);
    assert_eq!(kind("CDA/REFERRAL.XML"), FileKind::Cda);
    assert_eq!(kind("README.TXT"), FileKind::Other);
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_no_file_of_it() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("secret.pdf"), b"%PDF-1.4").unwrap();
    let folder = tempfile::tempdir().unwrap();
    symlink(outside.path(), folder.path().join("DOC")).unwrap();
    symlink(outside.path().join("secret.pdf"), folder.path().join("b.pdf")).unwrap();
    let xml = "<ClinicalDocument xmlns='urn:hl7-org:v3'><linkHtml href='DOC/secret.pdf'/><linkHtml href='b.pdf'/></ClinicalDocument>";
    std::fs::write(folder.path().join("a.xml"), xml).unwrap();
    let (medium, references, found) = resolve(folder.path(), &MediumLimits::default());
    assert!(references.iter().all(|r| matches!(r.target, Target::Missing(_))), "{references:?}");
    assert_eq!(medium.files().len(), 1);
    assert!(found.iter().any(|d| d.code.name == "link-on-medium"));
    // A file that has become a link since then is not read either.
    let file = medium.files()[0].clone();
    std::fs::remove_file(folder.path().join("a.xml")).unwrap();
    symlink(outside.path().join("secret.pdf"), folder.path().join("a.xml")).unwrap();
    assert!(medium.read(&file).is_err());
}

#[test]
fn limits_of_a_medium_are_kept_and_reported() {
    let root = renkei_fixtures::root().join("cda_medium");
    let mut found: Vec<Diagnostic> = Vec::new();
    let mut limits = MediumLimits::default();
    limits.depth = 1;
    let medium = Medium::open(&root, &limits, &mut found).unwrap();
    assert_eq!(medium.files().len(), 3, "those in the root");
    limits.depth = 32;
    limits.references = 2;
    limits.size = 10;
    let (_, references, found) = {
        let mut reading = limits;
        reading.size = 1 << 20;
        resolve(&root, &reading)
    };
    assert_eq!(references.len(), 2);
    assert!(found.iter().any(|d| d.code.name == "medium-limit"));
    let medium = Medium::open(&root, &limits, &mut ()).unwrap();
    let document = medium.documents().next().unwrap();
    assert!(medium.read(document).is_err(), "a file beyond the limit");
}
