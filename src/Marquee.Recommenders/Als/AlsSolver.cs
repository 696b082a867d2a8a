namespace Marquee.Recommenders;

/// <summary>How the factors of a user or an item are found, given those of the other side.</summary>
public enum AlsSolver
{
    /// <summary>Exactly, by Cholesky factorization: <c>n d^2 + d^3 / 3</c> operations for <c>n</c> interactions.</summary>
    Cholesky,

    /// <summary>A few steps of conjugate gradients from the factors of the last epoch: <c>4 n d</c> operations a step.</summary>
    ConjugateGradient,

    /// <summary>Exactly for one block of factors after another (iALS++): <c>n d b</c> operations for blocks of <c>b</c> factors.</summary>
    BlockCoordinate,
}
