//! Documents: what reading XML costs at least. Ours come beside it with the crate that reads CDA.

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
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_work_fails() {
        let documents = crate::corpus::documents();
        for mut work in works(&documents) {
            assert_ne!(work.run(), 0, "{}", work.title());
        }
    }
}
