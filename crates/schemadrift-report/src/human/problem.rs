//! Owns trouble with the inputs, on the page: worst first, with its place and the way out.

use schemadrift_core::problem::Problem;

use super::Page;
use crate::frame::{Frame, Mark};
use crate::words::count;

/// Problems that are shown unless everything is.
const MOST_PROBLEMS: usize = 12;

impl Page<'_> {
    pub(super) fn problems(&mut self, problems: &[Problem]) {
        let mut sorted: Vec<&Problem> = problems.iter().collect();
        sorted.sort_by_key(|problem| std::cmp::Reverse(problem.severity));
        let most = if self.style.is_verbose {
            usize::MAX
        } else {
            MOST_PROBLEMS
        };
        for problem in sorted.iter().take(most) {
            self.block();
            self.problem(problem);
        }
        if let Some(more) = sorted.len().checked_sub(most).filter(|more| *more > 0) {
            self.block();
            self.line(&format!(
                "and {}",
                count(more, "more problem", "more problems")
            ));
        }
    }

    fn problem(&mut self, problem: &Problem) {
        let ink = problem.severity.into();
        self.title(ink, &problem.severity.to_string(), &problem.message);
        let style = *self.style;
        let mut frame = Frame::new(&style, ink);
        if let Some(mut mark) = Mark::new(&problem.origin, "") {
            mark.is_primary = true;
            frame.mark(&[mark], &mut self.positions);
        }
        if let Some(help) = &problem.help {
            frame.hang("help", help);
        }
        if let Some(frame) = frame.render(&style) {
            self.line(&frame);
        }
    }
}
