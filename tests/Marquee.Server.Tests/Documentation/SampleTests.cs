using System.Diagnostics;
using Marquee.Testing;

namespace Marquee.Server.Tests;

/// <summary>The samples of <c>docs/samples</c>, run as they are against a service.</summary>
public sealed class SampleTests
{
    [Theory]
    [InlineData("sh", "sample.sh")]
    [InlineData("node", "sample.mjs")]
    [InlineData("dotnet", "Sample.cs")]
    public async Task A_sample_writes_and_gets_a_list(string program, string file)
    {
        Assert.SkipUnless(IsThere(program) && (program != "sh" || IsThere("curl")), $"{program} is not on this machine.");
        await using var server = await RunningServer.Start();
        var key = server.AddKey("sample", Scopes.Read | Scopes.Write);
        using var folder = new TemporaryFolder();
        var sample = folder.Write(file, await File.ReadAllTextAsync(RepositoryFiles.PathOf($"docs/samples/{file}"), TestContext.Current.CancellationToken));
        var start = new ProcessStartInfo(program, program == "dotnet" ? ["run", sample] : [sample]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.Path };
        start.Environment["MARQUEE"] = server.Address.ToString().TrimEnd('/');
        start.Environment["MARQUEE_KEY"] = key;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, output + await error);
        output.ShouldMatch("(comedy|drama)-");
        output.ShouldNotContain("the-sea");
    }

    private static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
