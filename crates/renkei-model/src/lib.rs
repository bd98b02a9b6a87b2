//! renkei-model
