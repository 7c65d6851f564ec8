namespace TorchSharp.Modules;

/// <summary>A tensor that is a parameter of a module. Takes the given tensor's handle over; that one is invalid afterwards.</summary>
public class Parameter : torch.Tensor
{
    public Parameter(torch.Tensor data, bool requires_grad = true) : base(data.TakeHandle()) =>
        this.requires_grad = requires_grad;
}
