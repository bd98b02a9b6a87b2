//! Documents: what reading XML costs at least, and ours: to a tree of elements, and to the model.

use renkei::cda::{Document, Limits};

use crate::{By, Sample, Work, limits};

/// Lists the work; none where there are no documents.
pub fn works(documents: &Sample) -> Vec<Work<'_>> {
    if documents.messages.is_empty() {
        return Vec::new();
    }
    vec![
        Work::bytes(documents, By::Limit, "quick-xml events", limits::events),
        Work::bytes(
            documents,
            By::Limit,
            "quick-xml events, attributes and text",
            limits::events_with_values,
        ),
        Work::bytes(documents, By::Renkei, "document to tree", tree),
        Work::bytes(documents, By::Renkei, "document to model", model),
    ]
}

fn tree(bytes: &[u8]) -> usize {
    Document::parse(bytes, &Limits::default(), &mut ()).map_or(0, |document| document.elements().count())
}

fn model(bytes: &[u8]) -> usize {
    let document = Document::parse(bytes, &Limits::default(), &mut ());
    document.map_or(0, |document| renkei::cda::decode(&document, &mut ()).patient.names.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_work_fails() {
        for documents in [crate::corpus::documents(3).unwrap(), crate::corpus::fixture_documents()] {
            for mut work in works(&documents) {
                assert_ne!(work.run(), 0, "{}", work.title());
            }
        }
    }
}
