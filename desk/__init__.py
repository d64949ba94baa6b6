"""The web where staff and experts work: thin views over the store's services and selectors."""
