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
    WrongReads,
    WrongStep,
    WrongStepOfABatchOfTwo,
    DetachedWeight,
    StateThatIsNotSaved,
    KeptTensors,
}
