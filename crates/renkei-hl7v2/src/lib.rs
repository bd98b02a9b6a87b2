//! renkei-hl7v2
