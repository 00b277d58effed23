//! Compiles the generated parser and its scanner.

fn main() {
    let sources = ["src/parser.c", "src/scanner.c"];
    cc::Build::new()
        .std("c11")
        .include("src")
        .flag_if_supported("-Wno-unused-parameter")
        .flag_if_supported("-Wno-trigraphs")
        .files(sources)
        .compile("tree-sitter-fsflow");
    for source in sources {
        println!("cargo:rerun-if-changed={source}");
    }
}
