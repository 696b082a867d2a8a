namespace Marquee.Media;

/// <summary>What an encoder is trained for without labels: views to be matched (<see cref="ViewGoal"/>, <see cref="BootstrapGoal"/>), or something of the example that it has to find out (<see cref="RotationGoal"/> and its like).</summary>
public abstract class PretrainingGoal
{
    private protected PretrainingGoal()
    {
    }

    /// <summary>A short name, such as <c>rotation</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Makes what the encoder reads of an example; nothing where it reads examples as they are.</summary>
    public IAugmentation? Augmentation { get; private protected init; }

    /// <summary>Builds the encoder under <see cref="MediaEncoderModel.EncoderName"/>, and what the goal needs beside it.</summary>
    internal abstract GoalNetwork Build(GoalParts parts);
}
