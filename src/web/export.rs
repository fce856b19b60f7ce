//! The charts as they leave the page: as files, or by the clipboard.

use super::clipboard;
use super::download::{self, Form, why};
use super::driver::{Driver, Inner};
use super::pictures::matches;
use crate::app::charts::{Which, csv};
use crate::draw::svg::{Sheet, Theme, to_svg};
use crate::draw::{Ink, Picture};
use crate::experiment::openmetrics::exposition;

impl Driver {
    /// The charts as the address of a file.
    ///
    /// # Errors
    /// Why there is none.
    pub fn charts_as(&self, form: Form, which: Which) -> Result<String, String> {
        let inner = &*self.0.borrow();
        let lab = &inner.lab;
        match form {
            Form::Png => {
                let (picture, size) = inner.alone(which)?;
                let screen = inner.pictures.on_canvas(&inner.window, &picture, size)?;
                screen.png().map_err(why)
            }
            Form::Svg => Ok(download::address("image/svg+xml", &inner.svg(which)?)),
            Form::Csv => Ok(download::address("text/csv", &csv::samples(lab))),
            Form::OpenMetrics => Ok(download::address(
                "application/openmetrics-text",
                &exposition(lab.live().scenario(), lab.live().world()),
            )),
        }
    }

    /// Puts the charts on the clipboard: a picture, or the samples. `done` hears what came of it, later.
    pub fn copy(
        &self,
        form: Form,
        which: Which,
        done: impl Fn(Result<(), String>) + Clone + 'static,
    ) {
        let inner = &*self.0.borrow();
        let started = match form {
            Form::Png => inner.alone(which).and_then(|(picture, size)| {
                let screen = inner.pictures.on_canvas(&inner.window, &picture, size)?;
                clipboard::copy_picture(&inner.window, screen.canvas().clone(), done.clone())
            }),
            Form::Svg => inner
                .svg(which)
                .and_then(|text| clipboard::copy_text(&inner.window, &text, done.clone())),
            Form::Csv | Form::OpenMetrics => {
                clipboard::copy_text(&inner.window, &csv::samples(&inner.lab), done.clone())
            }
        };
        if let Err(why) = started {
            done(Err(why));
        }
    }
}

impl Inner {
    fn alone(&self, which: Which) -> Result<(Picture, [f32; 2]), String> {
        let view = self.view.as_ref().ok_or("no charts")?;
        self.pictures.charts_alone(&self.lab, view, which)
    }

    fn svg(&self, which: Which) -> Result<String, String> {
        let (picture, [width, height]) = self.alone(which)?;
        let words = self.view.as_ref().map(|view| view.chart_words.join(" "));
        let is_dark = matches(&self.window, "(prefers-color-scheme: dark)");
        let sheet = Sheet {
            width,
            height,
            title: which.name().of(self.lab.language()),
            desc: &words.unwrap_or_default(),
            theme: if is_dark { Theme::Dark } else { Theme::Light },
            ground: Some(Ink::Card),
        };
        Ok(to_svg(&picture, &sheet))
    }
}
