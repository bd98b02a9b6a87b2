//! renkei-jahis
