namespace Pixel.Checks.Conformance;

/// <summary>One check of an architecture.</summary>
interface IConformanceCheck
{
    /// <summary>Its name in reports.</summary>
    string Name { get; }

    /// <summary>One sentence: what a failure means and where to look.</summary>
    string Meaning { get; }

    /// <summary>The checks without which this one says nothing: where one of them failed, this one is skipped.</summary>
    IReadOnlyList<string> Needs { get; }

    /// <summary>Makes the check; whatever it throws counts as a failure.</summary>
    Outcome Run(Subject subject);
}
