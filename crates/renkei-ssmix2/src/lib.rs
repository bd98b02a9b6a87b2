//! renkei-ssmix2
