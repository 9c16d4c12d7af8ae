//! Owns how text for people is laid out and coloured. Colour never carries a meaning alone: what
//! it says stands in words beside it.

use annotate_snippets::renderer::{
    DEFAULT_EMPHASIS_STYLE, DEFAULT_ERROR_STYLE, DEFAULT_HELP_STYLE, DEFAULT_NOTE_STYLE,
    DEFAULT_WARNING_STYLE,
};
use annotate_snippets::{Level as FrameLevel, Renderer};
use anstyle::{AnsiColor, Effects, Style};
use schemadrift_core::finding::{Level, Verdict};
use schemadrift_core::problem::Severity;

/// The narrowest page: below it, lines are left to the terminal to break.
const NARROWEST: usize = 40;

/// The widest page: no screen is wider, and columns are padded with spaces.
const WIDEST: usize = 400;

/// Messages and remarks are cut to so many characters unless everything is shown.
const LONGEST_TEXT: usize = 1000;

/// How text for people looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HumanStyle {
    /// Columns of the page.
    pub width: usize,
    /// Whether ANSI escape codes may be written.
    pub has_colour: bool,
    /// Whether everything is shown that is otherwise shortened or counted.
    pub is_verbose: bool,
    /// Whether objects that were left out of the comparison are listed one by one.
    pub lists_left_out: bool,
}

impl Default for HumanStyle {
    fn default() -> Self {
        Self {
            width: 100,
            has_colour: false,
            is_verbose: false,
            lists_left_out: false,
        }
    }
}

impl HumanStyle {
    /// How many characters of a message or remark are shown.
    pub(crate) fn longest_text(&self) -> usize {
        if self.is_verbose {
            usize::MAX
        } else {
            LONGEST_TEXT
        }
    }
}

/// What a piece of text is, for its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    Heading,
    Quiet,
    Code,
    Error,
    Warning,
    Note,
    Help,
    Good,
}

impl Ink {
    fn style(self) -> Style {
        match self {
            Self::Heading => DEFAULT_EMPHASIS_STYLE,
            Self::Quiet => Style::new().effects(Effects::DIMMED),
            Self::Code => AnsiColor::Cyan.on_default(),
            Self::Error => DEFAULT_ERROR_STYLE,
            Self::Warning => DEFAULT_WARNING_STYLE,
            Self::Note => DEFAULT_NOTE_STYLE,
            Self::Help => DEFAULT_HELP_STYLE,
            Self::Good => AnsiColor::Green.on_default().effects(Effects::BOLD),
        }
    }
}

impl From<Level> for Ink {
    fn from(level: Level) -> Self {
        match level {
            Level::Error => Self::Error,
            Level::Warning => Self::Warning,
            Level::Note | Level::Off => Self::Note,
        }
    }
}

impl From<Severity> for Ink {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
            Severity::Note => Self::Note,
        }
    }
}

impl From<Verdict> for Ink {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Match => Self::Good,
            Verdict::Ahead => Self::Warning,
            Verdict::Behind | Verdict::Incompatible => Self::Error,
        }
    }
}

impl HumanStyle {
    /// The columns that may be filled.
    pub(crate) fn columns(&self) -> usize {
        self.width.clamp(NARROWEST, WIDEST)
    }

    /// The text in a colour, where colours are wanted.
    pub(crate) fn paint(&self, ink: Ink, text: &str) -> String {
        if self.has_colour && !text.is_empty() {
            let style = ink.style();
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }

    /// The renderer of source frames.
    pub(crate) fn frames(&self) -> Renderer {
        let renderer = if self.has_colour {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        renderer.term_width(self.columns())
    }
}

/// The level of a source frame that belongs to text of this ink.
pub(crate) fn frame_level(ink: Ink) -> FrameLevel<'static> {
    match ink {
        Ink::Error => FrameLevel::ERROR,
        Ink::Warning => FrameLevel::WARNING,
        Ink::Note | Ink::Good => FrameLevel::NOTE,
        Ink::Help => FrameLevel::HELP,
        Ink::Heading | Ink::Quiet | Ink::Code => FrameLevel::INFO,
    }
}
