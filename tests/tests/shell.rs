//! Owns what the command gives to shells and to `man`: completions that a shell can run, and pages that
//! `man` can show.

use std::io::Write;
use std::process::{Command, Stdio};

use schemadrift_tests::command::Schemadrift;

const SHELLS: [&str; 5] = ["bash", "zsh", "fish", "powershell", "elvish"];

const COMMANDS: [&str; 6] = ["check", "diff", "baseline", "init", "completions", "man"];

fn printed(arguments: &[&str]) -> String {
    let run = Schemadrift::new().arguments(arguments).run();
    assert_eq!(run.code, Some(0), "{}", run.everything());
    assert!(run.stderr.is_empty(), "{}", run.stderr);
    run.stdout
}

/// What a program makes of a text, if the program is here.
struct Made {
    is_fine: bool,
    stdout: String,
    stderr: String,
}

fn given_to(program: &str, arguments: &[&str], text: &str) -> Option<Made> {
    let started = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = started.ok()?;
    child
        .stdin
        .take()
        .unwrap()
        .write_all(text.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    Some(Made {
        is_fine: output.status.success(),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    })
}

#[test]
fn every_shell_gets_every_command_and_format() {
    for shell in SHELLS {
        let script = printed(&["completions", shell]);
        for word in COMMANDS.iter().chain(&["--fail-on", "--reason", "--prune"]) {
            let word = word.trim_start_matches('-');
            assert!(script.contains(word), "{shell} knows no `{word}`");
        }
    }
}

/// Bash is asked to complete, as it does when somebody presses the key.
#[test]
fn bash_completes() {
    let script = printed(&["completions", "bash"]);
    for (words, expected) in [
        ("schemadrift bas", "baseline"),
        ("schemadrift check --format sa", "sarif"),
        ("schemadrift baseline --pr", "--prune"),
    ] {
        let asked = format!(
            "{script}\nCOMP_WORDS=({words})\nCOMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))\n\
             _schemadrift schemadrift \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD-1]}}\"\n\
             echo \"${{COMPREPLY[@]}}\"\n"
        );
        let made = given_to("bash", &["--norc"], &asked).expect("bash is here");
        assert!(made.is_fine, "{}", made.stderr);
        assert_eq!(made.stdout.trim(), expected, "{words}");
    }
}

#[test]
fn other_shells_take_their_scripts() {
    for (shell, arguments) in [("zsh", ["-n"]), ("fish", ["--no-execute"])] {
        let script = printed(&["completions", shell]);
        if let Some(made) = given_to(shell, &arguments, &script) {
            assert!(made.is_fine, "{shell}: {}", made.stderr);
        }
    }
}

#[test]
fn there_is_a_page_for_the_whole_and_for_each_command() {
    let whole = printed(&["man"]);
    assert!(whole.contains(".TH schemadrift 1"), "{whole}");
    for command in COMMANDS {
        let page = printed(&["man", command]);
        assert!(
            page.contains(&format!("schemadrift\\-{command} \\- ")),
            "{page}"
        );
        are_lines_of_man(&page);
        if let Some(made) = given_to("man", &["--warnings", "-l", "-"], &page) {
            assert!(made.is_fine, "{command}: {}", made.stderr);
            assert_eq!(made.stderr, "", "{command}");
            assert!(made.stdout.contains("SYNOPSIS"), "{command}");
        }
    }
    are_lines_of_man(&whole);
    let run = Schemadrift::new().arguments(["man", "nothing"]).run();
    assert_eq!(run.code, Some(2));
}

/// Every request is one of man(7) or of roff that all of its readers know.
fn are_lines_of_man(page: &str) {
    const KNOWN: [&str; 11] = [
        ".ie", ".el", ".TH", ".SH", ".TP", ".br", ".RS", ".RE", ".IP", ".PP", ".nf",
    ];
    for line in page.lines().filter(|line| line.starts_with('.')) {
        let request = line.split(' ').next().unwrap_or_default();
        assert!(KNOWN.contains(&request), "{line}");
    }
}
