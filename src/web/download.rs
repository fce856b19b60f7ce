//! Files that the page hands to the browser, which saves them.

use crate::app::charts::Which;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

/// What the charts are saved as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A picture in pixels.
    Png,
    /// A picture in shapes.
    Svg,
    /// The samples.
    Csv,
    /// The state of the run now.
    OpenMetrics,
}

impl Form {
    /// What people call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Png => "PNG",
            Self::Svg => "SVG",
            Self::Csv => "CSV",
            Self::OpenMetrics => "OpenMetrics",
        }
    }

    /// The name of the file.
    #[must_use]
    pub fn file_name(self, which: Which) -> String {
        match self {
            Self::Png => which.stem() + ".png",
            Self::Svg => which.stem() + ".svg",
            // It holds all samples, whatever is shown.
            Self::Csv => "tailback-charts.csv".to_owned(),
            Self::OpenMetrics => "tailback-metrics.txt".to_owned(),
        }
    }
}

/// The address that holds a text of this kind.
#[must_use]
pub fn address(kind: &str, text: &str) -> String {
    let text = String::from(js_sys::encode_uri_component(text));
    format!("data:{kind};charset=utf-8,{text}")
}

/// Has the browser save what is at `address`, as `name`.
///
/// # Errors
/// Why the browser would not.
pub fn save(address: &str, name: &str) -> Result<(), String> {
    let document = web_sys::window().and_then(|window| window.document());
    let document = document.ok_or("no document")?;
    let link = document.create_element("a").map_err(why)?;
    link.set_attribute("href", address).map_err(why)?;
    link.set_attribute("download", name).map_err(why)?;
    link.unchecked_into::<HtmlElement>().click();
    Ok(())
}

/// What the browser says of an error.
#[must_use]
pub fn why(error: JsValue) -> String {
    js_sys::Error::from(error).message().into()
}
