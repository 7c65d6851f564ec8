using Pixel.Host.Evaluation;
using Pixel.Host.Models;
using Pixel.Host.Runs;
using Pixel.Host.Storage;
using Pixel.Host.Training;

namespace Pixel.Tests.House;

/// <summary>The check of the rooms sees what it is to see.</summary>
public sealed class TypeUsesTests
{
    [Theory]
    [InlineData(typeof(InField))]
    [InlineData(typeof(InParameter))]
    [InlineData(typeof(InResult))]
    [InlineData(typeof(InListOfArrays))]
    [InlineData(typeof(InBase))]
    [InlineData(typeof(InInterface))]
    [InlineData(typeof(InConstraint<>))]
    [InlineData(typeof(InAttribute))]
    [InlineData(typeof(InAttributeArgument))]
    [InlineData(typeof(InCall))]
    [InlineData(typeof(InStaticField))]
    [InlineData(typeof(InCreation))]
    [InlineData(typeof(InTypeOf))]
    [InlineData(typeof(InPattern))]
    [InlineData(typeof(InGenericCall))]
    [InlineData(typeof(InLambda))]
    [InlineData(typeof(InIterator))]
    [InlineData(typeof(InAsync))]
    public void A_use_is_seen(Type user) => Uses(user).ShouldContain(typeof(Other));

    [Fact]
    public void A_caught_exception_is_a_use() => Uses(typeof(InCatch)).ShouldContain(typeof(OtherException));

    [Fact]
    public void What_is_not_used_is_not_seen() => Uses(typeof(NoUse)).ShouldNotContain(typeof(Other));

    [Fact]
    public void Uses_inside_the_host_are_seen()
    {
        Uses(typeof(Trainer)).ShouldContain(typeof(Evaluator));
        Uses(typeof(Trainer)).ShouldNotContain(typeof(ExperimentRun));
    }

    [Fact]
    public void The_plan_allows_one_direction_alone()
    {
        HousePlan.Allows(typeof(Trainer).Namespace!, typeof(Evaluator).Namespace!).ShouldBeTrue();
        HousePlan.Allows(typeof(Evaluator).Namespace!, typeof(Trainer).Namespace!).ShouldBeFalse();
        HousePlan.Allows(typeof(AtomicFile).Namespace!, typeof(TrainedModel).Namespace!).ShouldBeFalse();
        HousePlan.Allows("Pixel.Host.Config", "Pixel.Host.Config.Internal").ShouldBeTrue();
        HousePlan.Allows("Pixel.Host.Elsewhere", "Pixel.Host.Config").ShouldBeFalse();
    }

    [Theory]
    [InlineData("using Pixel.Host.Training;")]
    [InlineData("using static Pixel.Host.Training.Trainer;")]
    [InlineData("using Teacher = Pixel.Host.Training.Trainer;")]
    [InlineData("    /// <summary>As <see cref=\"Training.Trainer\"/>.</summary>")]
    [InlineData("        var most = Pixel.Host.Training.Trainer.Most;")]
    [InlineData("        var most = Host.Training.Trainer.Most;")]
    public void A_namespace_in_the_source_is_seen(string line) =>
        new SourceUses([typeof(Trainer), typeof(Evaluator)]).In(line + "\n").ShouldBe(["Pixel.Host.Training"]);

    [Theory]
    [InlineData("        experiment.Training.Trainer = 1;")]
    [InlineData("using Pixel.Contracts;")]
    [InlineData("        var most = Other.Trainer.Most;")]
    public void What_only_looks_like_one_is_not_seen(string line) =>
        new SourceUses([typeof(Trainer), typeof(Evaluator)]).In(line + "\n").ShouldBeEmpty();

    static HashSet<Type> Uses(Type user) => [.. TypeUses.Of(user).Concat(user.GetNestedTypes(System.Reflection.BindingFlags.NonPublic).SelectMany(TypeUses.Of)).Select(use => use.Used)];
}

class Other : Attribute
{
    public static readonly object Field = 1;

    public static Other Make() => new();

    public static T Make<T>() where T : new() => new();
}

sealed class OtherException : Exception;

#pragma warning disable CS0649 // a field of a fixture is never given a value
sealed class InField
{
    internal Other? Field;
}

sealed class InParameter
{
    public void Method(Other other) => _ = other;
}

sealed class InResult
{
    public Other? Method() => null;
}

sealed class InListOfArrays
{
    internal List<Other[]>? Field;
}

sealed class InBase : Other;

sealed class InInterface : IEquatable<Other>
{
    public bool Equals(Other? other) => false;

    public override bool Equals(object? obj) => false;

    public override int GetHashCode() => 0;
}

sealed class InConstraint<T> where T : Other
{
    internal T? Field;
}

[Other]
sealed class InAttribute;

[System.ComponentModel.TypeConverter(typeof(Other))]
sealed class InAttributeArgument;

sealed class InCall
{
    public object Method() => Other.Make().ToString()!;
}

sealed class InStaticField
{
    public object Method() => Other.Field;
}

sealed class InCreation
{
    public object Method() => new Other();
}

sealed class InTypeOf
{
    public object Method() => typeof(Other);
}

sealed class InPattern
{
    public bool Method(object any) => any is Other;
}

sealed class InGenericCall
{
    public object Method() => Activator.CreateInstance<Other>();
}

sealed class InLambda
{
    public Func<object> Method() => () => Other.Field;
}

sealed class InIterator
{
    public IEnumerable<object> Method()
    {
        yield return Other.Field;
    }
}

sealed class InAsync
{
    public async Task<object> Method()
    {
        await Task.Yield();
        return Other.Field;
    }
}

sealed class InCatch
{
    public void Method()
    {
        try
        {
            Console.Write("");
        }
        catch (OtherException)
        {
        }
    }
}

sealed class NoUse
{
    public object Method() => new List<int>().Select(i => i + 1).ToArray();
}
