namespace Marquee.Evaluation;

/// <summary>How two views of one picture or sound are compared.</summary>
public enum MediaViewObjective
{
    /// <summary>Each view finds its partner among all others of the slice; see <see cref="Media.NtXent"/>.</summary>
    NtXent,

    /// <summary>Views agree, each number varies, no two say the same; see <see cref="Media.VicReg"/>.</summary>
    Vicreg,

    /// <summary>A view foretells what a slow copy of the encoder makes of the other; see <see cref="Media.BootstrapGoal"/>.</summary>
    Bootstrap,
}
