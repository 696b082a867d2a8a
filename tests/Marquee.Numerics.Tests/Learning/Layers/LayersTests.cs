using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public class LayersTests
{
    [Fact]
    public void A_linear_layer_is_a_linear_map()
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        var layer = new LinearLayer(parameters, "map", 2, 3);
        new float[] { 1, 2, 3, 10, 20, 30 }.CopyTo(layer.Weights.Values);
        new float[] { 0.5f, 0, 0 }.CopyTo(layer.Bias.Values);
        Apply(parameters, new TensorShape(1, 2), [1, 1], layer.Apply).ShouldBe([11.5f, 22, 33]);
        parameters.All.Select(parameter => parameter.Name).ShouldBe(["map.weights", "map.bias"]);
    }

    [Fact]
    public void A_normalising_layer_begins_with_plain_normalisation()
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        var layer = new LayerNormLayer(parameters, "norm", 2);
        var output = Apply(parameters, new TensorShape(1, 2), [100, 102], layer.Apply);
        output[0].ShouldBe(-1, 1e-4);
        output[1].ShouldBe(1, 1e-4);
    }

    [Theory]
    [InlineData(Activation.Gelu)]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Sigmoid)]
    public void Gradients_of_a_network_agree_with_differences(Activation activation)
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        var network = new FeedForward(parameters, "network", activation, 0.3f, 3, 4, 5, 2);
        var input = parameters.AddNormal("input", new TensorShape(6, 3), 1);
        GradientCheck.Verify(parameters, tape => network.Apply(tape, tape.Use(input)), training: true);
    }

    [Fact]
    public void A_network_bends_between_layers_and_not_after_the_last()
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        var network = new FeedForward(parameters, "network", Activation.Relu, 0, 1, 2, 1);
        new float[] { 1, -1 }.CopyTo(network.Layers[0].Weights.Values);
        new float[] { -3, -5 }.CopyTo(network.Layers[1].Weights.Values);
        Apply(parameters, new TensorShape(2, 1), [2, -2], network.Apply).ShouldBe([-6, -10]);
        Should.Throw<ArgumentException>(() => new FeedForward(parameters, "other", Activation.Relu, 0, 1)).Message.ShouldContain("at least two sizes");
    }

    [Fact]
    public void Gradients_of_recurrent_units_agree_with_differences()
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        var layer = new GruLayer(parameters, "gru", 2, 3);
        var input = parameters.AddNormal("input", new TensorShape([4, 2, 2]), 1);
        GradientCheck.Verify(parameters, tape => layer.Apply(tape, tape.Use(input)));
    }

    [Fact]
    public void A_recurrent_state_depends_on_the_steps_before_alone()
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        var layer = new GruLayer(parameters, "gru", 1, 2);
        var one = Apply(parameters, new TensorShape([3, 1, 1]), [1, 2, 3], layer.Apply);
        var other = Apply(parameters, new TensorShape([3, 1, 1]), [1, 2, -3], layer.Apply);
        one[..4].ShouldBe(other[..4]);
        one[4..].ShouldNotBe(other[4..]);
        Should.Throw<ArgumentException>(() => Apply(parameters, new TensorShape(3, 1), [1, 2, 3], layer.Apply)).Message.ShouldContain("steps x sequences x inputs");
    }

    [Fact]
    public void A_convolution_layer_with_half_its_size_as_border_keeps_the_size_of_images()
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        var layer = new ConvolutionLayer(parameters, "convolution", 1, 1, 3, padding: 1);
        layer.Weights.Values.Fill(1);
        Apply(parameters, new TensorShape([1, 2, 3, 1]), [1, 2, 3, 4, 5, 6], layer.Apply).ShouldBe([12, 21, 16, 12, 21, 16]);
    }

    private static float[] Apply(ParameterSet parameters, TensorShape shape, float[] numbers, Func<Tape, Tensor, Tensor> layer)
    {
        var tape = new Tape(parameters);
        tape.Reset(recording: false);
        return layer(tape, tape.Input(shape, numbers)).Values.ToArray();
    }
}
