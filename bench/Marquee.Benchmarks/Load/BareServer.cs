using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Benchmarks;

/// <summary>
/// The least that a web server on the same machine does: one endpoint of the same pattern that answers with bytes it was given, headers and body of a real answer. In a process of its own;
/// what the service reaches is told as a ratio to it.
/// </summary>
internal static class BareServer
{
    /// <summary>The name of the program's command that runs it.</summary>
    public const string Command = "bare-server";

    // Kestrel writes these itself.
    private static readonly string[] OwnHeaders = ["date", "server", "connection", "transfer-encoding", "content-length"];

    /// <summary>Runs until standard input ends: until whoever started it is gone.</summary>
    /// <param name="arguments">The port, the pattern of the endpoint, and a file that holds an answer with its head.</param>
    public static void Run(string[] arguments)
    {
        var (port, pattern) = (int.Parse(arguments[0], CultureInfo.InvariantCulture), arguments[1]);
        var (headers, body) = Split(File.ReadAllBytes(arguments[2]));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.ListenLocalhost(port);
        });
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        app.UseRouting();
        app.MapGet(pattern, (HttpContext context) =>
        {
            var response = context.Response;
            foreach (var (name, value) in headers)
            {
                response.Headers[name] = value;
            }

            response.ContentLength = body.Length;
            return response.Body.WriteAsync(body).AsTask();
        });
        app.MapGet("/health/ready", context => context.Response.WriteAsync("ready"));
        app.MapGet("/metrics", context => context.Response.WriteAsync(
            $"dotnet_gc_heap_total_allocated_bytes_total {GC.GetTotalAllocatedBytes().ToString(CultureInfo.InvariantCulture)}\n"));
        app.StartAsync().GetAwaiter().GetResult();
        while (Console.In.Read() >= 0)
        {
        }
    }

    private static (KeyValuePair<string, string>[] Headers, byte[] Body) Split(byte[] answer)
    {
        var end = answer.AsSpan().IndexOf("\r\n\r\n"u8);
        var lines = Encoding.ASCII.GetString(answer, 0, end).Split("\r\n").Skip(1).Select(line => line.Split(": ", 2));
        return ([.. lines.Where(line => !OwnHeaders.Contains(line[0].ToLowerInvariant())).Select(line => KeyValuePair.Create(line[0], line[1]))], answer[(end + 4)..]);
    }
}
