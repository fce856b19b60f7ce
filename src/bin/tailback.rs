//! The command. See [`tailback::cli`].

fn main() -> std::process::ExitCode {
    tailback::cli::main()
}
