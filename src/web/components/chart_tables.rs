//! The charts in figures, for eyes and screen readers.

use crate::app::charts::table::{Table, time_name};
use crate::web::language::use_language;
use yew::prelude::*;

/// What it shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The tables.
    pub tables: Vec<Table>,
}

/// A table for each chart.
#[component]
pub fn ChartTables(props: &Props) -> Html {
    let time = time_name(use_language());
    let table = |table: &Table| {
        html! {
            <div key={table.caption.clone()} tabindex="0" role="group" aria-label={table.caption.clone()}>
                <table class="figures">
                    <caption>{ &table.caption }</caption>
                    <thead><tr>
                        <th scope="col">{ time }</th>
                        { for table.columns.iter().map(|name| html! { <th scope="col">{ name }</th> }) }
                    </tr></thead>
                    <tbody>{ for table.rows.iter().map(|(time, values)| html! {
                        <tr key={time.clone()}>
                            <th scope="row">{ time }</th>
                            { for values.iter().map(|value| html! { <td>{ value }</td> }) }
                        </tr>
                    }) }</tbody>
                </table>
            </div>
        }
    };
    html! { <div class="tables">{ for props.tables.iter().map(table) }</div> }
}
