//! CDA R2 documents as Japan writes them, and their mapping to the canonical model.
//!
//! 診療情報提供書 (HS008, the referral from doctor to doctor), 患者診療情報提供書及び電子診療データ提供書 (HS007, what a hospital hands to
//! the patient) and 退院時サマリー (HS032) are XML documents with a header, sections with text for people, and entries for machines.
//!
//! ```
//! use renkei_cda::{Document, EncodeOptions, Limits, decode, encode};
//! use renkei_model::Content;
//!
//! let xml = r#"<ClinicalDocument xmlns="urn:hl7-org:v3"><title>診療情報提供書</title><component><structuredBody><component>
//!   <section><title>アレルギー</title><text>卵（2018年、蕁麻疹）</text></section>
//! </component></structuredBody></component></ClinicalDocument>"#;
//! let document = Document::parse(xml.as_bytes(), &Limits::default(), &mut ())?;
//! let exchange = decode(&document, &mut ());
//! let Content::Document(referral) = &exchange.content else { panic!("no document") };
//! assert_eq!(referral.sections[0].kind.as_deref(), Some("allergies"));
//! assert_eq!(referral.sections[0].narrative.text.as_deref(), Some("卵（2018年、蕁麻疹）"));
//!
//! let written = encode(&exchange, &EncodeOptions::default())?;
//! assert!(written.as_document().text().contains("48765-2"), "the section has got its code");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | To | use |
//! |---|---|
//! | read the syntax, find an element, edit one place | [`Document`], [`Element`], [`DocumentBuf`] |
//! | read into the model, account for every byte | [`decode`], [`decode_traced`] |
//! | write from the model, and know what was lost | [`encode`], [`encode_with`] |
//! | write in another encoding, with nothing else changed | [`recode`] |
//! | hold against the standards | [`check`] |
//! | put together a draft from a storage | [`referral_from`], [`discharge_from`] |
//! | find what a document refers to, and open what it holds | [`Medium`], [`relative_path`], [`decode_base64`] |
//!
//! Of MML, the XML that clinics used before, the referral module is read as the same model ([`detect_mml`] finds it).
//!
//! Documents come from media and other hospitals: nothing in them is trusted. There is no DOCTYPE, no entity but the five of XML, no
//! resolver, and every size has a bound ([`Limits`]).

mod attachment;
pub mod check;
pub mod codes;
mod convert;
mod coverage;
mod datatype;
mod document;
mod document_buf;
mod encoding;
mod entry;
mod error;
mod generate;
mod header;
#[doc(hidden)]
pub mod laws;
mod limits;
mod mapping;
mod medium;
mod mml;
mod narrative;
mod oid;
mod recode;
mod referral;
mod section;
mod signature;

pub use attachment::{decode_base64, relative_path};
pub use convert::{
    DecodeOptions, EncodeError, EncodeOptions, Encoded, decode, decode_overflowing, decode_traced,
    decode_with, encode, encode_with, trace,
};
pub use document::{
    Attribute, Attributes, Children, Contents, Document, Element, HL7, Node, ParseOptions, XMLDSIG, XSI,
    detect, detect_mml,
};
pub use document_buf::DocumentBuf;
pub use error::{EditError, Error, Position};
pub use limits::Limits;
pub use medium::{FileKind, Medium, MediumFile, MediumLimits, Reference, ReferenceForm, Target};
pub use oid::{OIDS, OidDef};
pub use recode::{RecodeError, RecodeOptions, Recoded, recode};
pub use referral::{ReferralDraft, discharge_from, referral_from};
pub use renkei_core::charset::Encoding;
pub use section::{DocumentKind, SECTIONS, SectionDef, SectionRule};
