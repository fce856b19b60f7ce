//! What colour each ink has now, as the style sheet and the reader's settings decide.

use crate::draw::Ink;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Window};

/// The colours of all inks and the font, as strings that a canvas takes.
#[derive(Clone, Debug, Default)]
pub struct Theme {
    colours: Vec<String>,
    /// Font families, as in CSS.
    pub font: String,
}

impl Theme {
    /// Reads them from the page. A custom property may hold `light-dark(..)`, which only an
    /// element's own colour resolves, so a hidden element wears each ink in turn.
    #[must_use]
    pub fn read(window: &Window) -> Option<Self> {
        let document = window.document()?;
        let body = document.body()?;
        let probe: HtmlElement = document.create_element("span").ok()?.dyn_into().ok()?;
        probe.set_hidden(true);
        // Where colours are forced every element's own colour is the text's; the tokens know more.
        probe
            .style()
            .set_property("forced-color-adjust", "none")
            .ok()?;
        body.append_child(&probe).ok()?;
        let style = window.get_computed_style(&probe).ok()??;
        let wear = |ink: Ink| {
            let name = format!("var({})", ink.css());
            probe.style().set_property("color", &name).ok()?;
            style.get_property_value("color").ok()
        };
        let colours = Ink::ALL
            .into_iter()
            .map(|ink| wear(ink).unwrap_or_default())
            .collect();
        let font = style.get_property_value("font-family").unwrap_or_default();
        probe.remove();
        Some(Self { colours, font })
    }

    /// The colour of an ink.
    #[must_use]
    pub fn colour(&self, ink: Ink) -> &str {
        self.colours.get(ink as usize).map_or("", String::as_str)
    }
}
