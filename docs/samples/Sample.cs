// Marquee from C#: a thumb, then a list that heeds it. MARQUEE is the service's address, MARQUEE_KEY an API key. Run: dotnet run Sample.cs
using System.Text.Json.Nodes;

using var marquee = new HttpClient { BaseAddress = new Uri(Environment.GetEnvironmentVariable("MARQUEE")!) };
marquee.DefaultRequestHeaders.Authorization = new("Bearer", Environment.GetEnvironmentVariable("MARQUEE_KEY"));
(await marquee.PutAsync("/v1/items/the-sea", Json("""{"title": "The Sea", "kind": "film", "categories": ["drama"]}"""))).EnsureSuccessStatusCode();
(await marquee.PostAsync("/v1/interactions", Json("""{"user": "anna", "item": "the-sea", "kind": "thumb-up"}"""))).EnsureSuccessStatusCode();
var list = JsonNode.Parse(await marquee.GetStringAsync("/v1/users/anna/recommendations?n=5"));
foreach (var item in list!["items"]!.AsArray())
    Console.WriteLine((string)item!["id"]!);
static StringContent Json(string text) => new(text, null, "application/json");
