namespace Pixel.Tests.Checks;

/// <summary>What is wrong with a <see cref="PlantedArchitecture"/>.</summary>
public enum Fault
{
    None,
    NotFinite,
    UndescribedParameter,
    UndocumentedOption,
    UnlimitedOption,
    RandomNumbers,
    BatchStatistic,
    UnregisteredMask,
    MisnamedBuffer,
    DeclaresTooMuch,
    ReadsTooMuch,
    WrongStep,
    WrongStepOfABatchOfTwo,
    DetachedWeight,
    StateThatIsNotSaved,
    KeptTensors,
}
