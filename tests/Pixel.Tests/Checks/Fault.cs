namespace Pixel.Tests.Checks;

/// <summary>What is wrong with a <see cref="PlantedArchitecture"/>.</summary>
public enum Fault
{
    None,
    Throws,
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
