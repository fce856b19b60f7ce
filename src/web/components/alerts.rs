//! The alert rules, and how well they tell what is wrong.

use crate::app::alerts::{RECORD, Row, State};
use crate::web::language::use_language;
use yew::prelude::*;

/// What it shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The rules.
    pub rows: Vec<Row>,
}

/// A table of the rules; nothing where there are none.
#[component]
pub fn Alerts(props: &Props) -> Html {
    let language = use_language();
    if props.rows.is_empty() {
        return html! {};
    }
    html! {
        <section class="card alerts" aria-label={language.pick("Alert rules", "告警规则")}>
            <h2>{ language.pick("Alert rules", "告警规则") }</h2>
            <div class="rules" tabindex="0" role="group" aria-label={language.pick("Alert rules", "告警规则")}>
                <table>
                    <thead><tr>
                        <th scope="col">{ language.pick("Rule", "规则") }</th>
                        <th scope="col">{ language.pick("State", "状态") }</th>
                        { for RECORD.iter().map(|(name, help)| html! {
                            <th scope="col" title={help.of(language)}>{ name.of(language) }</th>
                        }) }
                    </tr></thead>
                    <tbody>{ for props.rows.iter().map(row) }</tbody>
                </table>
            </div>
        </section>
    }
}

fn row(row: &Row) -> Html {
    let (class, sign) = match row.state {
        State::Quiet => ("quiet", "○"),
        State::Pending => ("pending", "◐"),
        State::Firing => ("firing", "●"),
    };
    html! {
        <tr key={row.id.clone()} {class}>
            <th scope="row">{ &row.id }<small>{ &row.rule }</small></th>
            <td><i aria-hidden="true">{ sign }</i>{ " " }{ &row.said }</td>
            { for row.record.iter().map(|figure| html! { <td>{ figure }</td> }) }
        </tr>
    }
}
