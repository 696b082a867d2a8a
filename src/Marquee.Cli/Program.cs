using Marquee.Cli;

return await CommandHost.RunAsync(args, Terminal.OfThisProcess(), CancellationToken.None);
