using System.Globalization;
using System.Text;
using Pixel.Contracts;

namespace Pixel.Networks;

/// <summary>A network as a table: a line a layer, then parameters and arithmetic.</summary>
public static class NetworkSummary
{
    /// <summary>Writes the table.</summary>
    /// <param name="network">The network.</param>
    public static string Of(NetworkDescription network)
    {
        var text = new StringBuilder();
        if (network.Small is { } small) text.Append(Of(small)).Append(CultureInfo.InvariantCulture, $" (the smaller image, {small.Image})\n\n");
        foreach (var node in network.Nodes)
        {
            var parameters = node.Layer.Parameters.Sum(parameter => parameter.Elements);
            text.Append(CultureInfo.InvariantCulture, $"{node.Name,-18} {node.Layer.Kind,-20} {node.Layer.Details,-28} {parameters,12:N0}");
            text.Append('\n');
        }
        text.Append(CultureInfo.InvariantCulture, $"{network.Parameters:N0} parameters ({network.EffectiveParameters:N0} not masked), ");
        text.Append(CultureInfo.InvariantCulture, $"{network.MultiplyAdds / 1e6:N1} million multiply-adds per image");
        return text.ToString();
    }
}
