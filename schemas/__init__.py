"""What things are: frozen data, shared by every room, importing none of them."""
