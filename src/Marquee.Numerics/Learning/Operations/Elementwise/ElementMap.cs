using System.Runtime.Intrinsics;

namespace Marquee.Numerics.Learning;

/// <summary>Applies a function to numbers side by side, and its derivative to their gradient. The compiler makes one loop for each function and width.</summary>
internal static unsafe class ElementMap
{
    /// <summary>A function of every number of a tensor, recorded.</summary>
    public static Tensor Apply<TFunction>(Tape tape, Tensor input)
        where TFunction : struct, IElementFunction
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(input);
        var output = tape.NewTensor(input.Shape, input.RequiresGradient);
        Forward<TFunction>(SimdWidths.Chosen, input.Data, output.Data, input.Count);
        if (output.RequiresGradient)
        {
            tape.Record<MapOperation<TFunction>>(output).Input = input;
        }

        return output;
    }

    /// <summary><c>y = f(x)</c>.</summary>
    public static void Forward<TFunction>(SimdWidth width, float* x, float* y, int count)
        where TFunction : struct, IElementFunction
    {
        switch (width)
        {
            case SimdWidth.Vector512:
                Forward<TFunction, Vector512Lanes, Vector512<float>>(x, y, count);
                break;
            case SimdWidth.Vector256:
                Forward<TFunction, Vector256Lanes, Vector256<float>>(x, y, count);
                break;
            default:
                Forward<TFunction, ScalarLanes, float>(x, y, count);
                break;
        }
    }

    /// <summary><c>target (+)= gradient * f'(x)</c>, adding where <paramref name="add"/>.</summary>
    public static void Backward<TFunction>(SimdWidth width, float* x, float* y, float* gradient, float* target, int count, bool add)
        where TFunction : struct, IElementFunction
    {
        switch (width)
        {
            case SimdWidth.Vector512:
                Backward<TFunction, Vector512Lanes, Vector512<float>>(x, y, gradient, target, count, add);
                break;
            case SimdWidth.Vector256:
                Backward<TFunction, Vector256Lanes, Vector256<float>>(x, y, gradient, target, count, add);
                break;
            default:
                Backward<TFunction, ScalarLanes, float>(x, y, gradient, target, count, add);
                break;
        }
    }

    private static void Forward<TFunction, TLanes, TVector>(float* x, float* y, int count)
        where TFunction : struct, IElementFunction
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var index = 0;
        for (; index + TLanes.Count <= count; index += TLanes.Count)
        {
            TLanes.Store(TFunction.Value<TLanes, TVector>(TLanes.Load(x + index)), y + index);
        }

        if (index < count)
        {
            var rest = count - index;
            TLanes.StoreFirst(TFunction.Value<TLanes, TVector>(TLanes.LoadFirst(x + index, rest, default)), y + index, rest);
        }
    }

    private static void Backward<TFunction, TLanes, TVector>(float* x, float* y, float* gradient, float* target, int count, bool add)
        where TFunction : struct, IElementFunction
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var index = 0;
        for (; index + TLanes.Count <= count; index += TLanes.Count)
        {
            var derivative = TFunction.Derivative<TLanes, TVector>(TLanes.Load(x + index), TLanes.Load(y + index));
            var ofInput = TLanes.Multiply(TLanes.Load(gradient + index), derivative);
            TLanes.Store(add ? TLanes.Add(ofInput, TLanes.Load(target + index)) : ofInput, target + index);
        }

        if (index < count)
        {
            var rest = count - index;
            var derivative = TFunction.Derivative<TLanes, TVector>(TLanes.LoadFirst(x + index, rest, default), TLanes.LoadFirst(y + index, rest, default));
            var ofInput = TLanes.Multiply(TLanes.LoadFirst(gradient + index, rest, default), derivative);
            TLanes.StoreFirst(add ? TLanes.Add(ofInput, TLanes.LoadFirst(target + index, rest, default)) : ofInput, target + index, rest);
        }
    }

    private sealed class MapOperation<TFunction> : Operation
        where TFunction : struct, IElementFunction
    {
        public Tensor Input = null!;

        protected internal override void Backward(Tape tape)
        {
            var gradient = Input.ReceiveGradient(out var held);
            ElementMap.Backward<TFunction>(SimdWidths.Chosen, Input.Data, Output.Data, Output.GradientData, gradient, Input.Count, held != 0);
        }
    }
}
