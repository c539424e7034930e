//! Small things several admin and employee pages are made of.

use std::{collections::BTreeMap, sync::LazyLock};

use domain::rights::Deed;

use crate::{
    form::FormState,
    frame::{Frame, Viewer},
};

static UNTOUCHED: LazyLock<FormState> = LazyLock::new(FormState::default);

/// One option of a choice field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What the person reads.
    pub label: String,
}

impl Choice {
    /// An option of a choice field.
    pub fn new(value: impl ToString, label: impl Into<String>) -> Self {
        Self { value: value.to_string(), label: label.into() }
    }
}

/// The states of several forms on one page, by their `data-form` names. Forms that are not in it are untouched.
///
/// A handler that refuses a form shows the page again with `Forms::refused("ship", state)`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forms {
    states: BTreeMap<&'static str, FormState>,
    version: Option<i64>,
}

impl Forms {
    /// One refused form; all others untouched.
    pub fn refused(name: &'static str, state: FormState) -> Self {
        Self { states: BTreeMap::from([(name, state)]), version: None }
    }

    /// Adds or replaces the state of one form.
    #[must_use]
    pub fn with(mut self, name: &'static str, state: FormState) -> Self {
        self.states.insert(name, state);
        self
    }

    /// The state of one form.
    pub fn get(&self, name: &str) -> &FormState {
        self.states.get(name).unwrap_or(&UNTOUCHED)
    }

    /// The version of the thing the forms change, sent back with each of them.
    #[must_use]
    pub fn at_version(mut self, version: i64) -> Self {
        self.version = Some(version);
        self
    }

    /// The hidden field `versi`; empty when nothing is versioned.
    pub fn version(&self) -> String {
        self.version.map(|version| version.to_string()).unwrap_or_default()
    }

    /// Whether this form was refused, so that its drawer stands open.
    pub fn open(&self, name: &str) -> bool {
        self.get(name).is_refused()
    }
}

/// Whether the viewer may do it: pages hide what cannot be done.
pub fn may(frame: &Frame, deed: Deed) -> bool {
    matches!(frame.viewer, Viewer::Admin { kind, .. } if kind.may(deed))
}

/// Name of who is signed in, for the menu.
pub fn viewer_name(frame: &Frame) -> &str {
    match &frame.viewer {
        Viewer::Visitor => "Tamu",
        Viewer::Customer { name } | Viewer::Employee { name } | Viewer::Admin { name, .. } => name,
    }
}
