//! Property: whatever the bytes, the reader comes back with a tree or a problem.

use std::thread;

use proptest::prelude::*;
use schemadrift_core::origin::SourceFile;
use schemadrift_rust_syntax::with_tree;

/// Constructs that nest: what opens a level, what stands in the middle, what closes a level.
const NESTING: &[(&str, &str, &str)] = &[
    ("(", "x", ")"),
    ("[", "x", "]"),
    ("{", "x", "}"),
    ("f(|x| ", "x", ")"),
    ("match x { _ => ", "x", " }"),
    ("if x { ", "x", " }"),
    ("!", "x", ""),
    ("-", "x", ""),
    ("&", "x", ""),
    ("&mut ", "x", ""),
    ("*", "x", ""),
    ("|| ", "x", ""),
    ("move |a| ", "x", ""),
    ("a = ", "x", ""),
    ("a += ", "x", ""),
    ("return ", "x", ""),
    ("break ", "x", ""),
    ("if ", "x", " {}"),
    ("match ", "x", " {}"),
    ("..", "x", ""),
    ("x..", "x", ""),
    ("if x {} else ", "{}", ""),
    ("x + ", "x", ""),
    ("x || ", "x", ""),
    ("x as ", "x", ""),
    ("", "x", "?"),
    ("", "x", ".f()"),
    ("", "x", "[0]"),
    ("let A::<", "x", "> = x;"),
    ("x::<", "x", ">()"),
    ("x::<A, ", "x", ">()"),
    ("let x: fn() -> ", "x", " = x;"),
    ("let x: &", "x", " = x;"),
    ("let x: *const ", "x", " = x;"),
    ("let x: impl Fn(x) -> ", "x", " = x;"),
    ("let &", "x", " = x;"),
    ("let x @ ", "x", " = x;"),
    ("let a | ", "x", " = x;"),
    ("let x: <", "x", " as A>::B = x;"),
    ("mod a { ", "", " }"),
    ("fn f() { ", "x", " }"),
    ("const { ", "x", " }"),
    ("unsafe { ", "x", " }"),
    ("#[a] ", "x", ""),
    ("#![a] ", "x", ""),
    ("- #![a] ", "x", ""),
    ("{ #![a] - ", "x", " }"),
    ("'a: loop { ", "x", " }"),
    ("m!{", "", "}"),
    ("async move ", "{}", ""),
    ("use a::{", "x", "};"),
    ("impl A for ", "x", " {}"),
    ("for<'a> ", "x", ""),
    ("dyn A + ", "x", ""),
    ("static || ", "x", ""),
];

/// Reads a text on a thread as small as those of tests.
fn survives(text: String) -> Result<(), String> {
    thread::Builder::new()
        .stack_size(2 * 1024 * 1024)
        .spawn(move || {
            let read = with_tree(&SourceFile::new("a.rs", text), |tree| tree.items.len());
            read.map(|_| ()).map_err(|problem| problem.message)
        })
        .unwrap()
        .join()
        .unwrap()
}

fn wrapped(levels: &[(usize, usize)]) -> String {
    let mut start = "fn f() { ".to_owned();
    let mut end = String::new();
    let mut middle = "x";
    for (kind, count) in levels {
        let (open, inside, close) = NESTING[*kind];
        start.push_str(&open.repeat(*count));
        end.insert_str(0, &close.repeat(*count));
        middle = inside;
    }
    format!("{start}{middle}{end} }}")
}

#[test]
fn every_construct_may_nest_without_end() {
    let mut refused = 0;
    for kind in 0..NESTING.len() {
        for count in [100, 199, 399, 1_000, 19_000, 60_000] {
            let read = survives(wrapped(&[(kind, count)]));
            refused += usize::from(read.is_err_and(|message| message.contains("too deep")));
        }
    }
    assert!(
        refused > NESTING.len(),
        "the guard stopped {refused} texts only"
    );
}

#[test]
fn what_people_write_is_read() {
    let branches = "else if a < b && c >= d { f(x, |y| y + 1); } ".repeat(150);
    let calls = ".and(x == 1 || y != 2 && z <= 3 - 4)".repeat(2_000);
    let types = "HashMap<String, Vec<Option<Box<dyn Fn(&str) -> Result<(), E>>>>>, ".repeat(2_000);
    let arms = "A::B { x, .. } if x > 3 => &mut *y, C => {} D => -1, ".repeat(2_000);
    let items =
        "impl<'a> A<'a> for &'a B where C: D { fn f(&self) -> &'a str { \"\" } } ".repeat(2_000);
    let text = format!(
        "fn f(_: ({types})) {{ if a {{}} {branches} else {{}} x{calls}; match x {{ {arms} }} }} {items}"
    );
    assert_eq!(survives(text), Ok(()));
}

#[test]
fn documentation_is_as_long_as_people_like() {
    for (line, count) in [
        ("//! Words.\n", 9_000),
        ("/*! Words. */\n", 9_000),
        ("#![allow(dead_code)]\n", 9_000),
        ("/// Words.\n", 9_000),
    ] {
        let lines = line.repeat(count);
        assert_eq!(survives(format!("{lines}fn f() {{}}")), Ok(()), "{line}");
        let inside = format!("mod a {{ {lines} fn f() {{}} }}");
        assert_eq!(survives(inside), Ok(()), "{line}");
    }
    // The same characters where they are operators nest.
    let negated = format!("fn f() {{ x = {}x; }}", "!".repeat(401));
    assert!(survives(negated).is_err_and(|message| message.contains("too deep")));
}

proptest! {
    #[test]
    fn any_text_is_survived(text in "\\PC*") {
        let _ = survives(text);
    }

    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = survives(String::from_utf8_lossy(&bytes).into_owned());
    }

    #[test]
    fn constructs_may_nest_into_each_other(
        levels in proptest::collection::vec((0..NESTING.len(), 1_usize..120), 1..12)
    ) {
        let _ = survives(wrapped(&levels));
    }
}
