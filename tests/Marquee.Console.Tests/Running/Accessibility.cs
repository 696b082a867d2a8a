using System.Text;
using System.Text.Json;
using Microsoft.Playwright;

namespace Marquee.Console.Tests;

/// <summary>Checks pages with axe-core. It comes over the browser's debugging protocol, and not as a script of the page: the page's policy lets none in, and should not.</summary>
internal static class Accessibility
{
    private const string Run = """
        (async () => {
          const found = await axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
          return JSON.stringify(found.violations.map(rule => ({ id: rule.id, impact: rule.impact, help: rule.help, nodes: rule.nodes.map(node => ({ target: node.target.join(' '), html: node.html, summary: node.failureSummary })) })));
        })()
        """;

    /// <summary>Fails where the page, as it is now, breaks a rule.</summary>
    public static async Task Check(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        if (!(await Evaluate(session, "typeof axe === 'object'")).GetBoolean())
        {
            await Evaluate(session, ConsoleFixture.Axe! + "; undefined");
        }

        var violations = JsonDocument.Parse((await Evaluate(session, Run)).GetString()!).RootElement;
        await session.DetachAsync();
        violations.GetArrayLength().ShouldBe(0, $"{page.Url}\n{Told(violations)}");
    }

    private static async Task<JsonElement> Evaluate(ICDPSession session, string expression)
    {
        var answer = (await session.SendAsync("Runtime.evaluate", new Dictionary<string, object> { ["expression"] = expression, ["awaitPromise"] = true, ["returnByValue"] = true }))!.Value;
        answer.TryGetProperty("exceptionDetails", out var exception).ShouldBeFalse(exception.ToString());
        return answer.GetProperty("result").TryGetProperty("value", out var value) ? value : default;
    }

    private static string Told(JsonElement violations)
    {
        var text = new StringBuilder();
        foreach (var rule in violations.EnumerateArray())
        {
            text.AppendLine($"{rule.GetProperty("id")} ({rule.GetProperty("impact")}): {rule.GetProperty("help")}");
            foreach (var node in rule.GetProperty("nodes").EnumerateArray().Take(5))
            {
                text.AppendLine($"  at {node.GetProperty("target")}").AppendLine($"     {node.GetProperty("html")}");
                foreach (var line in node.GetProperty("summary").GetString()!.Split('\n').Skip(1))
                {
                    text.AppendLine($"     {line.Trim()}");
                }
            }
        }

        return text.ToString();
    }
}
