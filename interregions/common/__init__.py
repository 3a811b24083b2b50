"""What every room may use and no room owns: refusals, references, ports, middleware, components."""
