using System.ComponentModel;
using System.Reflection;
using System.Text.Json.Nodes;
using Pixel.Contracts;
using Pixel.Host.Config;

namespace Pixel.Tests.Config;

public class ConfigSchemaTests
{
    static readonly JsonObject Schema = ConfigSchema.Create(ConfigFolder.DataSets, ConfigFolder.Models);

    [Fact]
    public void A_value_has_its_description_type_limits_and_default()
    {
        Text("/properties/training/properties/batch").ShouldBe(
            """{"description":"Images of one step.","type":"integer","minimum":1,"maximum":65536,"default":16}""");
        Text("/properties/training/properties/ema").ShouldBe(
            """{"description":"Decay per step of a moving average of the weights, used for scoring and sampling; null keeps none.","type":["number","null"],"exclusiveMinimum":0,"exclusiveMaximum":1,"default":null}""");
        Text("/properties/training/properties/optimizer").ShouldBe(
            """{"description":"Optimiser: rmsprop (the paper\u0027s), adam or adamw.","type":"string","enum":["rmsprop","adam","adamw"],"default":"rmsprop"}""");
        Text("/properties/data/properties/channels").ShouldBe(
            """{"description":"Channels to read the images of a folder with, 1 (gray) or 3 (RGB); null keeps the set\u0027s own.","type":["integer","null"],"enum":[1,3,null],"default":null}""");
        Text("/properties/plugins").ShouldBe(
            """{"description":"Folders with further plug-ins, relative to the file that names them.","type":"array","items":{"type":"string"},"default":[]}""");
        At("/properties/data/properties/set")["enum"]!.ToJsonString().ShouldBe("""["mnist","cifar10","folder"]""");
        At("/properties/device")["pattern"]!.GetValue<string>().ShouldBe(@"^(?:cpu|cuda(:\d{1,3})?)$");
    }

    [Fact]
    public void The_model_has_the_options_of_its_architecture()
    {
        At("/properties/model")["$ref"]!.GetValue<string>().ShouldBe("#/$defs/modelSettings");
        Text("/$defs/modelSettings/properties/architecture/enum").ShouldBe("""["pixelcnn","row-lstm","multi-scale"]""");
        Text("/$defs/modelSettings/allOf/1/if").ShouldBe(
            """{"properties":{"architecture":{"const":"row-lstm"}},"required":["architecture"]}""");
        var then = At("/$defs/modelSettings/allOf/1/then");
        then["description"]!.GetValue<string>().ShouldBe("An LSTM over rows.");
        then["additionalProperties"]!.GetValue<bool>().ShouldBeFalse();
        then["properties"]!.AsObject().Select(property => property.Key)
            .ShouldBe(["architecture", "hidden", "layers", "head", "likelihood", "components", "kernel", "learnState"]);
    }

    [Fact]
    public void An_architecture_inside_another_is_a_reference()
    {
        const string MultiScale = "/$defs/modelSettings/allOf/2/then/properties";
        Text($"{MultiScale}/small").ShouldBe("""{"description":"The network of the small image.","$ref":"#/$defs/modelSettings"}""");
        Text($"{MultiScale}/middle").ShouldBe(
            """{"description":"A network between, if any.","anyOf":[{"$ref":"#/$defs/modelSettings"},{"type":"null"}]}""");
        Text($"{MultiScale}/factors").ShouldBe(
            """{"description":"Factors between the scales.","type":"array","items":{"type":"integer","minimum":2,"maximum":8},"default":[2]}""");
        At($"{MultiScale}/blend")["additionalProperties"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public void Only_a_config_that_extends_none_must_have_the_required_keys()
    {
        Text("/if").ShouldBe("""{"not":{"required":["extends"]}}""");
        Text("/then").ShouldBe(
            """{"required":["data","model"],"properties":{"data":{"required":["set"]},"model":{"required":["architecture"]}}}""");
    }

    [Fact]
    public void Every_setting_is_in_the_schema_with_a_description()
    {
        Check(typeof(Experiment), "/properties");
        foreach (var (index, known) in ConfigFolder.Architectures.Index())
            Check(known.OptionsType, $"/$defs/modelSettings/allOf/{index}/then/properties");
    }

    [Fact]
    public void The_text_is_always_the_same_and_ends_with_a_line_feed()
    {
        var text = ConfigSchema.ToJson(ConfigFolder.DataSets, ConfigFolder.Models);

        text.ShouldBe(ConfigSchema.ToJson(ConfigFolder.DataSets, ConfigFolder.Models));
        text.ShouldStartWith("{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n");
        text.ShouldEndWith("}\n");
        text.ShouldNotContain("\r");
    }

    static void Check(Type type, string pointer)
    {
        foreach (var property in type.GetProperties())
        {
            var at = $"{pointer}/{char.ToLowerInvariant(property.Name[0])}{property.Name[1..]}";
            var written = property.GetCustomAttribute<DescriptionAttribute>().ShouldNotBeNull(at).Description;
            At(at)["description"].ShouldNotBeNull(at).GetValue<string>().ShouldBe(written);
            if (property.PropertyType.Namespace == typeof(Experiment).Namespace && property.PropertyType != typeof(ModelSettings))
                Check(property.PropertyType, $"{at}/properties");
        }
    }

    static string Text(string pointer) => At(pointer).ToJsonString();

    static JsonNode At(string pointer)
    {
        JsonNode? node = Schema;
        foreach (var step in pointer.Split('/').Skip(1))
            node = (node is JsonArray array ? array[int.Parse(step)] : node![step]).ShouldNotBeNull($"{pointer} at {step}");
        return node;
    }
}
