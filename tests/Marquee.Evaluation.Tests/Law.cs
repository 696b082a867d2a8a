using FsCheck;
using FsCheck.Fluent;

namespace Marquee.Evaluation.Tests;

/// <summary>Runs a property over cases that are the same in every run, so that a failure can be repeated.</summary>
internal static class Law
{
    public static void Holds<T>(Gen<T> cases, Action<T> property, int count = 300) =>
        Check.One(
            Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(count).WithReplay(20_240_501UL, 77UL),
            Prop.ForAll(cases.ToArbitrary(), one =>
            {
                property(one);
                return true;
            }));
}
