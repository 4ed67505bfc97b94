"""What every page needs: the access guard, forms, error pages, headers, menu, paging."""
