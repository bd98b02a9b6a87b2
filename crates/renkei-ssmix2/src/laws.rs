//! The laws of the storage layer as functions, shared by property tests and fuzz targets. Each panics where its law is broken.
#![expect(clippy::panic, reason = "a broken law is a panic: that is what tests and fuzz targets look for")]

use crate::EntryName;

/// Names are total and print as read: no text makes reading panic, and a name that is read gives its text back, whole and
/// part by part; neither the name's `Debug` nor its diagnostics show the patient's id.
pub fn entry_names_print_as_read(text: &str) {
    let Ok(name) = text.parse::<EntryName>() else { return };
    if name.to_string() != text || name.as_str() != text {
        panic!("a name does not print as it was read");
    }
    let mut parts =
        vec![name.patient_id(), name.date_text(), name.kind_text(), name.key(), name.timestamp_text()];
    parts.extend(name.department_text());
    let flag = name.flag().as_char().map(String::from).unwrap_or_default();
    if format!("{}_{flag}{}", parts.join("_"), name.extension().map(|e| format!(".{e}")).unwrap_or_default())
        != text
    {
        panic!("the parts of a name are not the name");
    }
    if !name.is_same_record(&name) {
        panic!("a name is not the same record as itself");
    }
    let mut found = Vec::new();
    name.check(&mut found);
    // An id that also occurs in our own words, or by chance in another part of the name, says nothing about the patient.
    let id = name.patient_id();
    let elsewhere = text.get(id.len()..).is_some_and(|rest| rest.contains(id));
    if id.len() >= 6
        && !elsewhere
        && id.bytes().all(|b| b.is_ascii_digit())
        && found.iter().map(ToString::to_string).chain([format!("{name:?}")]).any(|shown| shown.contains(id))
    {
        panic!("a name shows the id of its patient");
    }
}
