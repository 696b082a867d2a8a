using Marquee.Testing;

// Each test starts processes of its own; together they would wait for one another's processor.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(PostgresServer))]
