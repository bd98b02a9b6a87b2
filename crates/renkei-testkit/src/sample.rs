use std::io;
use std::sync::Arc;

use renkei::Message;
use renkei::check::{CheckOptions, Output, Report, check_stream};
use renkei::input::Input;
use renkei::ssmix2::EntryName;

/// A file: its bytes, and its name where it is one of a storage.
#[derive(Clone, PartialEq, Eq)]
pub struct Sample {
    /// The name of the file: `0000123_20240401_OMP-01_000000240401010_20240401103100123_01_1`.
    pub name: Option<String>,
    /// The content.
    pub bytes: Vec<u8>,
}

impl Sample {
    /// A message outside any storage.
    pub fn message(bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: None, bytes: bytes.into() }
    }

    /// A file of a storage.
    pub fn stored(name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: Some(name.to_owned()), bytes: bytes.into() }
    }

    /// Returns the parts of the name, where it is that of a storage.
    pub fn entry_name(&self) -> Option<EntryName> {
        self.name.as_deref()?.parse().ok()
    }

    /// Returns the data kind: the one that the name says, or where there is no name, the one that the message tells.
    pub fn kind(&self) -> Option<String> {
        if let Some(name) = self.entry_name() {
            return Some(name.kind_text().to_owned());
        }
        let message = Message::parse(&self.bytes, &mut ()).ok()?;
        let checked =
            renkei::jahis::check::check(&message, &renkei::jahis::check::CheckOptions::default(), &mut ());
        checked.kind.map(str::to_owned)
    }

    /// Checks the file as if it stood in a storage.
    ///
    /// # Errors
    ///
    /// None that a file in memory can cause; the type is that of [`check_stream`].
    pub fn check(&self, options: &CheckOptions) -> io::Result<Vec<Report>> {
        struct Reports(Vec<Report>);
        impl Output for Reports {
            fn report(&mut self, report: &Report) -> io::Result<()> {
                self.0.push(report.clone());
                Ok(())
            }
        }
        let mut input = Input::stdin();
        if let Some(name) = self.entry_name() {
            name.check(&mut input.diagnostics);
            input.kind = Some(name.kind_text().into());
            input.name = Some(Arc::new(name));
        }
        let mut reports = Reports(Vec::new());
        check_stream(self.bytes.as_slice(), input, options, &mut reports)?;
        Ok(reports.0)
    }
}

/// Shows the size, not the content.
impl std::fmt::Debug for Sample {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Sample({} bytes)", self.bytes.len())
    }
}
