//! Who may know whom: the edges between our crates, as `docs/architecture.md` has them, read from the manifests.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests say what they expect")]

use std::collections::BTreeMap;
use std::path::Path;

/// What each crate may depend on, among our own.
const ALLOWED: &[(&str, &[&str])] = &[
    ("renkei-core", &[]),
    ("renkei-hl7v2", &["renkei-core"]),
    ("renkei-ssmix2", &["renkei-core"]),
    ("renkei-model", &["renkei-core"]),
    ("renkei-jahis", &["renkei-core", "renkei-hl7v2", "renkei-model"]),
    ("renkei-cda", &["renkei-core", "renkei-model"]),
    (
        "renkei",
        &["renkei-cda", "renkei-core", "renkei-hl7v2", "renkei-jahis", "renkei-model", "renkei-ssmix2"],
    ),
    ("renkei-cli", &["renkei", "renkei-testkit"]),
    ("renkei-testkit", &["renkei"]),
];

/// Crates of others that must not be known below the facade: sockets, clocks, the environment.
const FORBIDDEN: &[&str] = &["tokio", "mio", "reqwest", "rustls", "clap", "indicatif", "rand"];

/// The dependencies of a manifest by section, without those for tests alone.
fn dependencies(manifest: &str) -> Vec<String> {
    let mut section = "";
    let mut found = Vec::new();
    for line in manifest.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            section = name;
        } else if (section == "dependencies" || section.ends_with(".dependencies"))
            && let Some(name) = line.split(['.', '=', ' ']).next()
            && !name.is_empty()
            && !name.starts_with('#')
        {
            found.push(name.to_owned());
        }
    }
    found
}

fn manifests() -> BTreeMap<String, String> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let read = |entry: std::fs::DirEntry| {
        let manifest = std::fs::read_to_string(entry.path().join("Cargo.toml")).ok()?;
        Some((entry.file_name().to_string_lossy().into_owned(), manifest))
    };
    std::fs::read_dir(crates).unwrap().flatten().filter_map(read).collect()
}

#[test]
fn no_crate_knows_another_that_it_must_not() {
    for (name, manifest) in manifests() {
        let (_, allowed) = ALLOWED
            .iter()
            .find(|(known, _)| *known == name)
            .unwrap_or_else(|| panic!("{name} has no line in the table of allowed edges"));
        for dependency in dependencies(&manifest) {
            let ours = dependency == "renkei" || dependency.starts_with("renkei-");
            assert!(!ours || allowed.contains(&dependency.as_str()), "{name} must not know {dependency}");
            assert!(
                name == "renkei-cli" || !FORBIDDEN.contains(&dependency.as_str()),
                "{name} is below the doors and must not know {dependency}"
            );
        }
    }
}

#[test]
fn a_forbidden_edge_would_be_seen() {
    let manifest = "[package]\nname = \"x\"\n\n[dependencies]\nrenkei-model.workspace = true\nnom = \"8\"\n\n\
        [dev-dependencies]\nrenkei-jahis.workspace = true\n[target.'cfg(unix)'.dependencies]\ntokio = \"1\"\n";
    assert_eq!(dependencies(manifest), ["renkei-model", "nom", "tokio"]);
}

#[test]
fn every_crate_of_the_workspace_inherits_the_lints() {
    for (name, manifest) in manifests() {
        assert!(manifest.contains("[lints]\nworkspace = true"), "{name} has lints of its own");
    }
}
