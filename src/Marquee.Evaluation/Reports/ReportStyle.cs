namespace Marquee.Evaluation;

/// <summary>How a page looks. Free of the characters that a page would escape, and of anything to load.</summary>
internal static class ReportStyle
{
    /// <summary>Colours, light or dark as the reader's system is. Those of the series differ in lightness too, for readers who see fewer of them.</summary>
    public const string Colours = """

        :root {
          --paper: #fbfbfa; --ink: #1d2330; --quiet: #5b6473; --rule: #dfe2e7; --band: #f1f3f5;
          --series-0: #2b6cb0; --series-1: #dd7a1f; --series-2: #2f8f6b; --series-3: #8a5aa8; --series-4: #b83b5e; --series-5: #6b7785;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #14171d; --ink: #e7eaf0; --quiet: #9aa5b5; --rule: #2c323d; --band: #1c2029;
            --series-0: #4a8fd8; --series-1: #d58a3e; --series-2: #46a47d; --series-3: #a97bca; --series-4: #d4668a; --series-5: #8390a1;
          }
        }

        """;

    /// <summary>The parts of a chart.</summary>
    public const string Charts = """

        .chart .label, .chart .value { fill: var(--ink); }
        .chart .tick, .chart .note { fill: var(--quiet); }
        .chart .tick { font-size: 12px; }
        .chart .note { font-style: italic; }
        .chart .grid { stroke: var(--rule); }
        .chart .zero { stroke: var(--quiet); }
        .chart .quiet { fill-opacity: .42; }
        .chart .whisker { stroke: var(--ink); stroke-width: 1.5; fill: none; }
        .series-0 { fill: var(--series-0); } .series-1 { fill: var(--series-1); } .series-2 { fill: var(--series-2); }
        .series-3 { fill: var(--series-3); } .series-4 { fill: var(--series-4); } .series-5 { fill: var(--series-5); }

        """;

    /// <summary>The style sheet of a page.</summary>
    public const string Sheet = Colours + Charts + """

        body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
        main { max-width: 860px; margin: 0 auto; padding: 32px 20px 64px; }
        h1 { font-size: 1.9em; line-height: 1.2; margin: 0 0 .4em; }
        h2 { font-size: 1.3em; line-height: 1.3; margin: 2.2em 0 .4em; padding-top: 1em; border-top: 1px solid var(--rule); }
        p { margin: .6em 0; max-width: 70ch; }
        .summary { font-size: 1.1em; color: var(--quiet); }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .15em 1.2em; margin: 1em 0; font-size: .93em; }
        dt { color: var(--quiet); }
        dd { margin: 0; }
        pre { background: var(--band); border-radius: 6px; padding: 10px 14px; overflow-x: auto; font: .88em/1.5 ui-monospace, monospace; }
        figure { margin: 1.4em 0; }
        figcaption, caption { font-weight: 600; text-align: left; padding: 0 0 .5em; }
        .wide { overflow-x: auto; }
        .chart { display: block; width: 100%; min-width: 560px; max-width: 820px; height: auto; font: 13px system-ui, sans-serif; font-variant-numeric: tabular-nums; }
        table { border-collapse: collapse; margin: 1em 0; font-size: .93em; }
        th, td { padding: 5px 16px 5px 0; text-align: left; vertical-align: top; }
        thead th { color: var(--quiet); font-weight: 500; border-bottom: 1px solid var(--quiet); }
        tbody th { font-weight: 600; white-space: nowrap; }
        tbody tr { border-bottom: 1px solid var(--rule); }
        .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        @media (max-width: 560px) { dl { grid-template-columns: 1fr; } dd { margin: 0 0 .5em; } }
        @media print { h2 { break-after: avoid; } figure, table { break-inside: avoid; } }

        """;
}
