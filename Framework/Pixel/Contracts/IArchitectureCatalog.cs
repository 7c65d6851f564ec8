namespace Pixel.Contracts;

/// <summary>The architectures that the loaded plug-ins offer.</summary>
public interface IArchitectureCatalog
{
    /// <summary>The architecture of a name.</summary>
    /// <param name="name">Its name, as YAML knows it.</param>
    /// <exception cref="Exception">There is none; the message names the nearest and all that are known.</exception>
    IArchitecture Find(string name);
}
