namespace Marquee.Media;

/// <summary>Which of the other examples of a slice a view is compared with.</summary>
public enum TripletMining
{
    /// <summary>The nearest of all (Hermans, Beyer and Leibe, In Defense of the Triplet Loss, 2017): learns fastest, and may collapse at first.</summary>
    Hardest,

    /// <summary>The nearest of those that lie farther away than the partner, and the nearest of all where none does (Schroff, Kalenichenko and Philbin, FaceNet, 2015).</summary>
    SemiHard,
}
