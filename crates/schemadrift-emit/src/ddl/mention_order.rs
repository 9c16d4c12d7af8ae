//! Owns the order of objects that speak of one another: what is mentioned comes first.

use crate::sql_text::mentioned_words;

/// One object to put in order.
pub(crate) struct Mentioning<'a, T> {
    /// The object.
    pub(crate) object: &'a T,
    /// Its name, without a schema.
    pub(crate) name: &'a str,
    /// The text that may mention the others.
    pub(crate) text: String,
}

/// The objects, each after those whose names its text mentions. The given order holds otherwise,
/// and among objects that mention each other in a circle.
pub(crate) fn in_order<'a, T>(objects: &[Mentioning<'a, T>]) -> Vec<&'a T> {
    let needs: Vec<Vec<usize>> = objects
        .iter()
        .enumerate()
        .map(|(own, object)| {
            let words = mentioned_words(&object.text);
            let is_needed = |index: &usize| *index != own && words.contains(objects[*index].name);
            (0..objects.len()).filter(is_needed).collect()
        })
        .collect();
    let mut is_placed = vec![false; objects.len()];
    let mut order = Vec::with_capacity(objects.len());
    while order.len() < objects.len() {
        let waiting = || (0..objects.len()).filter(|index| !is_placed[*index]);
        let next = waiting()
            .find(|index| needs[*index].iter().all(|needed| is_placed[*needed]))
            .or_else(|| waiting().next());
        let Some(next) = next else { break };
        is_placed[next] = true;
        order.push(objects[next].object);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::{Mentioning, in_order};

    fn order(objects: &[(&'static str, &str)]) -> Vec<&'static str> {
        let names: Vec<&'static str> = objects.iter().map(|(name, _)| *name).collect();
        let mentioning: Vec<_> = names
            .iter()
            .zip(objects)
            .map(|(object, (name, text))| Mentioning {
                object,
                name,
                text: (*text).to_owned(),
            })
            .collect();
        in_order(&mentioning).into_iter().copied().collect()
    }

    #[test]
    fn what_is_mentioned_comes_first() {
        assert_eq!(
            order(&[
                ("a", "select from b"),
                ("b", "select from \"C\""),
                ("C", "x")
            ]),
            ["C", "b", "a"]
        );
        assert_eq!(order(&[("a", "abc"), ("b", "a")]), ["a", "b"]);
    }

    #[test]
    fn circles_keep_the_given_order() {
        assert_eq!(order(&[("a", "b"), ("b", "a"), ("c", "")]), ["c", "a", "b"]);
    }
}
