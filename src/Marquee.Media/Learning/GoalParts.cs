using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>What a <see cref="PretrainingGoal"/> is built of.</summary>
internal sealed record GoalParts(ParameterSet Parameters, EncoderDesign Design, IExamples Examples, InputScale Scale, SelfSupervisedOptions Options)
{
    /// <summary>Builds the encoder that is kept.</summary>
    public IEncoder BuildEncoder() => Design.Build(Parameters, MediaEncoderModel.EncoderName);
}
