class AddNameToCustomers < ActiveRecord::Migration[7.1]
end
